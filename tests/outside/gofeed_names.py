"""Meridian's feed JSON under the names of gofeed's unified model, and its translator pairs (X.xml or X.json with what it must give)."""
import json
import re

# What a reader of papers needs of the unified model; the rest of an expectation is not looked at.
FEED_KEYS = ('title', 'description', 'link', 'links', 'feedLink', 'author', 'authors', 'updated', 'updatedParsed', 'published', 'publishedParsed',
             'categories', 'language')
ITEM_KEYS = ('title', 'description', 'content', 'link', 'links', 'guid', 'author', 'authors', 'updated', 'updatedParsed', 'published', 'publishedParsed',
             'categories', 'enclosures')
PERSON_KEYS = ('name', 'email')


def pairs(folder):
    """(document, expectation) each."""
    for kind in ('rss', 'atom', 'json'):
        for expected in sorted((folder / kind).glob('*.json')):
            if kind != 'json':
                yield expected.with_suffix('.xml'), expected
            elif expected.stem.endswith('_expected'):
                yield expected.with_name(expected.name.replace('_expected', '')), expected


def is_about_papers(expectation):
    """The rule of selection: something of the expectation is a needed field, and nothing in it comes from the podcasts' vocabulary."""
    records = [expectation, *expectation.get('items', ())]
    if any('itunesExt' in record for record in records):
        return False
    return any(key in expectation for key in FEED_KEYS) or any(key in item for item in expectation.get('items', ()) for key in ITEM_KEYS)


def put(out, name, value):
    if value:
        out[name] = value


def put_date(out, name, date):
    if date:
        out[name] = date['raw']
        put(out, name + 'Parsed', date.get('time'))


def people(item):
    return [{key: one[key] for key in PERSON_KEYS if key in one} for one in item.get('authors', ())]


def text(one):
    return one['value'] if one else None


def common(item, is_rss):
    out = {}
    put(out, 'title', text(item.get('title')))
    # gofeed lists the plain links; with several in RSS its link is the last.
    plain = [one['href'] for one in item.get('links', ()) if one['rel'] in ('alternate', 'self', 'related')]
    put(out, 'links', plain)
    alternate = [one['href'] for one in item.get('links', ()) if one['rel'] == 'alternate']
    put(out, 'link', alternate[-1] if is_rss and alternate else item.get('link'))
    authors = people(item)
    put(out, 'authors', authors)
    put(out, 'author', authors[0] if authors else None)
    put_date(out, 'published', item.get('published'))
    put_date(out, 'updated', item.get('updated'))
    put(out, 'categories', [one.get('label') or one.get('term') for one in item.get('tags', ())])
    return out


def unified(document):
    if 'error' in document:
        return {'error': document['error']['code']}
    is_rss, is_json = document['format'].startswith('rss'), document['format'] == 'json'
    channel = document['feed']
    feed = common(channel, is_rss)
    put(feed, 'description', text(channel.get('summary')))
    put(feed, 'language', document['feed'].get('language'))
    put(feed, 'feedLink', document.get('self'))
    contact = channel.get('publisher_contact')
    if not feed.get('authors') and contact:
        feed['author'] = {key: contact[key] for key in PERSON_KEYS if key in contact}
        feed['authors'] = [feed['author']]
    feed['items'] = [unified_item(item, document['format']) for item in document['items']]
    for record in [feed, *feed['items']]:
        if is_json and document['version'] != '1.0':  # 1.1 has no single author
            record.pop('author', None)
    if is_json and feed['items']:  # gofeed dates a JSON feed by its first item
        for name in ('published', 'updated'):
            put_date(feed, name, document['items'][0].get(name))
    return feed


def unified_item(item, kind):
    out = common(item, kind.startswith('rss'))
    is_atom, is_rdf = kind == 'atom', kind == 'rss1'
    put(out, 'guid', item.get('id'))
    put(out, 'description', text(item.get('summary') or item.get('dc_description')))
    put(out, 'content', text((item.get('contents') or [None])[0]))
    put(out, 'enclosures', [{theirs: one[ours] for ours, theirs in (('href', 'url'), ('type', 'type'), ('length', 'length')) if ours in one}
                            for one in item.get('links', ()) if one['rel'] == 'enclosure'])
    if is_atom and 'published' not in out:  # gofeed's stand-in
        put_date(out, 'published', item.get('updated'))
    if is_atom and 'link' in out and out['link'] not in out.get('links', ()):  # gofeed takes no id for a link
        del out['link']
    if is_rdf:  # gofeed does not read rdf:about
        del out['guid']
        put(out, 'link', (out.get('links') or [None])[0])
        if not out.get('links'):
            del out['link']
    return out


def needed(record, keys):
    out = {key: record[key] for key in keys if record.get(key)}
    for name in ('updatedParsed', 'publishedParsed'):
        if name in out:  # whole seconds
            out[name] = re.sub(r'\.\d+Z$', 'Z', out[name])
    for name in ('author', 'authors'):
        if name in out:
            cut = [{key: one[key] for key in PERSON_KEYS if key in one} for one in (out[name] if name == 'authors' else [out[name]])]
            out[name] = cut if name == 'authors' else cut[0]
    return out


def differences(got, expected, keys, place):
    got, expected = needed(got, keys), needed(expected, keys)
    return ['%s%s is %r, not %r' % (place, key, got.get(key), expected.get(key)) for key in keys if got.get(key) != expected.get(key)]


def outcomes(folder, program):
    """(document, '' or why it failed) for each pair that is about papers."""
    chosen = [(document, json.loads(expected.read_text(encoding='utf-8'))) for document, expected in pairs(folder)]
    chosen = [(document, expected) for document, expected in chosen if is_about_papers(expected)]
    answers = program.parse([(document, '', '') for document, _ in chosen])
    for (document, expected), answer in zip(chosen, answers):
        got = unified(answer)
        wrong = differences(got, expected, FEED_KEYS, '')
        items, wanted = got.get('items', []), expected.get('items', [])
        if len(items) != len(wanted):
            wrong.append('%d items, not %d' % (len(items), len(wanted)))
        for number, (one, other) in enumerate(zip(items, wanted)):
            wrong += differences(one, other, ITEM_KEYS, 'items[%d].' % number)
        yield document.parent.name + '/' + document.name, '; '.join(wrong)
