"""Meridian's feed JSON under miniflux's names, and the conditions of miniflux's tests (each must be false after parsing)."""
import html
import json
import re

# Left out by rule: attachments of podcasts, icons, the polling interval, miniflux's own hashes, discussion pages, feed discovery in web pages.
NEEDED = re.compile(r'(len\((\[\]rune\()?)?feed\.(Title|Description|FeedURL|SiteURL|Language|Entries(\[\d+\]\.(Title|URL|Content|Author|Tags|Language))?)[) ]')
PODCASTS = re.compile(rb'<(itunes|googleplay):|xmlns:(itunes|googleplay)|www.google.com/schemas/play-podcasts')
FEED = re.compile(rb'^\s*\{|<(rss|feed|rdf|channel)\b', re.IGNORECASE)  # a few of the files are pieces of an expectation
CONDITION = re.compile(r'^(len\(\[\]rune\((?P<runes>.+?)\)\)|len\((?P<count>.+?)\)|(?P<plain>[\w.\[\]()]+?)) (?P<op>!=|==|>|<) (?P<value>"(?:[^"\\]|\\.)*"|`[^`]*`|-?\d+)$', re.S)
LONGEST_TITLE = 200


def literal(text):
    if text[0] == '`':
        return text[1:-1]
    return json.loads(re.sub(r'\\\'', "'", text)) if text[0] == '"' else int(text)


def readable(condition):
    """The condition's parts when it is a plain comparison about what a reader of papers needs."""
    return CONDITION.match(condition) if NEEDED.match(condition) else None


def plain(text, kind=''):
    """A title without what only looks like markup; miniflux keeps HTML in Atom's HTML titles and decodes references once."""
    if not text:
        return ''
    value = text['value'] if text['type'] == 'text/plain' else html.unescape(text['value'])
    if kind.startswith('rss') and text['type'] == 'application/xhtml+xml':
        return words(text['value'])
    return re.sub(r'[ \t\r\n]+', ' ', value).strip(' ')


def words(markup):
    return ' '.join(html.unescape(re.sub(r'<[^>]*>', '', markup)).split())


def shown(text):
    """A text as HTML to show."""
    if not text:
        return ''
    return html.escape(text['value']).replace('&#x27;', '&#39;').replace('&quot;', '&#34;') if text['type'] == 'text/plain' else text['value']


def names(people):
    """Each once, in order."""
    found = []
    for one in people:
        name = one.get('name') or one.get('email') or ''
        if name and name not in found:
            found.append(name)
    return ', '.join(found)


def language(item, inherited=''):
    return item.get('language', inherited).lower().replace('_', '-')


def authors(item, kind):
    """RDF's names are as written; JSON's are in the alphabet's order."""
    if kind == 'rss1':
        return ', '.join(html.unescape(name) for name in item.get('creators', ()))
    people = item.get('authors', ())
    return names(sorted(people, key=lambda one: one.get('name', '')) if kind == 'json' else people)


def fallback_title(item, contents, kind):
    if kind == 'json':
        plainest = sorted(contents, key=lambda one: one['type'] != 'text/plain')
        return next((words(one['value']) for one in [item.get('summary'), *plainest] if one and one['value'].strip()), '')
    return ''


def entry(item, feed, channel, kind):
    contents = item.get('contents') or [None]
    content = shown(contents[0]) or shown(item.get('summary') or item.get('dc_description'))
    related = [one['href'] for one in item.get('links', ()) if one['rel'] in ('related', 'enclosure')]
    url = item.get('link') or (related[0] if related else '') or feed['SiteURL']
    title = plain(item.get('title'), kind) or fallback_title(item, item.get('contents', ()), kind) or words(content)
    title = title[:LONGEST_TITLE] or url
    tags = [one.get('label') or one.get('term') for one in item.get('tags', ())] or [one.get('label') or one.get('term') for one in channel.get('tags', ())]
    return {'Title': title, 'URL': url, 'Content': content, 'Author': authors(item, kind) or authors(channel, kind),
            'Tags': list(dict.fromkeys(filter(None, map(str.strip, filter(None, tags))))), 'Language': language(item) or feed['Language']}


def named(document, address):
    if 'error' in document:
        return None
    channel = document['feed']
    feed = {'FeedURL': document.get('self') or address, 'SiteURL': channel.get('link') or address, 'Language': language(channel),
            'Description': plain(channel.get('summary'))}
    feed['Title'] = plain(channel.get('title')) or feed['SiteURL']
    feed['Entries'] = [entry(item, feed, channel, document['format']) for item in document['items']]
    return feed


def value_at(feed, path):
    value = feed
    for name, index in re.findall(r'\.(\w+)|\[(\d+)\]', path):
        value = value[name] if name else value[int(index)]
    return value


def failure(feed, condition):
    """'' when the condition is false, as it must be."""
    found = CONDITION.match(condition)
    path, wanted = found['runes'] or found['count'] or found['plain'], literal(found['value'])
    try:
        value = value_at(feed, path[len('feed'):])
    except (KeyError, IndexError, TypeError):
        return '%s is missing' % path
    if not found['plain']:
        value = len(value.encode() if found['count'] and isinstance(value, str) else value)
    is_true = {'!=': value != wanted, '==': value == wanted, '>': type(value) is type(wanted) and value > wanted, '<': type(value) is type(wanted) and value < wanted}
    return '%s is %r: %s' % (path, value, condition) if is_true[found['op']] else ''


def outcomes(folder, program):
    """(document, '' or why it failed) for each condition that is about papers."""
    rows = json.loads((folder / 'index.json').read_text(encoding='utf-8'))
    index = [row for row in rows if row['base'] and (row['expects_error'] or any(map(readable, row['fail_if'])))]
    content = {row['file']: (folder / row['file']).read_bytes() for row in index}
    index = [row for row in index if FEED.search(content[row['file']]) and not PODCASTS.search(content[row['file']])]
    answers = program.parse([(folder / row['file'], row['base'], '') for row in index])
    for row, document in zip(index, answers):
        feed = named(document, row['base'].strip())
        if row['expects_error']:
            yield row['file'], '' if feed is None else 'no error'
            continue
        for condition in filter(readable, row['fail_if']):
            yield row['file'], failure(feed, condition) if feed else document['error']['message']
