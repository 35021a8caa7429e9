"""Meridian's feed JSON (docs/feeds.md) under the names that feedparser uses, and which of feedparser's rows are about papers."""
import html.parser
import re

NUMBERED = {'0.90': 'rss090', '0.91': 'rss091u', '0.92': 'rss092', '0.93': 'rss093', '0.94': 'rss094', '1.0': 'rss10', '2.0': 'rss20', '2.01': 'rss20', '2': 'rss20'}
NETSCAPE = b'my.netscape.com/publish/formats'  # its document type tells Netscape's 0.91 from UserLand's

# Groups that test something that Meridian does elsewhere or does not do: podcasts, maps, the sanitiser and CSS, chapters, HTTP itself.
LEFT_OUT_GROUPS = ('wellformed/sanitize', 'wellformed/itunes', 'wellformed/geo', 'illformed/geo', 'wellformed/psc', 'wellformed/media-rss', 'wellformed/http')
# The last name of a path that a reader of papers needs.
NEEDED = {'bozo', 'version', 'encoding', 'title', 'subtitle', 'tagline', 'description', 'summary', 'info', 'content', 'value', 'type', 'base', 'language',
          'link', 'links', 'href', 'rel', 'hreflang', 'length', 'url', 'uri', 'src', 'id', 'guid', 'guidislink', 'author', 'authors', 'contributors', 'name', 'email',
          'publisher', 'published', 'published_parsed', 'updated', 'updated_parsed', 'modified', 'modified_parsed', 'created', 'created_parsed',
          'expired', 'expired_parsed', 'issued', 'issued_parsed', 'date', 'date_parsed', 'tags', 'term', 'scheme', 'label', 'category', 'categories', 'enclosures', '#len'}
# SVG and MathML are written anew by feedparser's sanitiser, which declares their namespaces itself.
REWRITTEN = re.compile(r'<(svg|math)\b')
# Parents whose members are none of these fields, whatever they are called.
LEFT_OUT_PARENTS = {'image', 'textinput', 'cloud', 'generator_detail', 'where', 'thr_in-reply-to', 'media_license', 'rights_detail', 'copyright_detail'}


def is_about_papers(row):
    """The rule of selection: every check names a needed field, and the group is none of those left out."""
    group = row['file'].rsplit('/', 1)[0]
    if any(group.startswith(out) for out in LEFT_OUT_GROUPS):
        return False
    if any(REWRITTEN.search(check['value']) for check in row['checks'] or () if isinstance(check.get('value'), str)):
        return False
    for check in row['checks'] or ():
        words = [word for word in check['path'] if isinstance(word, str)]
        last = words[-1] if words else ''
        if last not in NEEDED or LEFT_OUT_PARENTS & set(words):
            return False
    return bool(row['checks'])


def encoding_name(document, content_type, content):
    """feedparser names RFC 3023's default, us-ascii, for text/* without a charset, and the label where its codec is our own."""
    used, label = document.get('encoding', ''), document.get('encoding_label', '').strip('\'"')
    media = content_type.split(';')[0].strip().lower()
    if media.startswith('text/') and media != 'text/html' and 'charset=' not in content_type.replace(' ', '').lower() and content.isascii():
        return 'us-ascii'
    if used == 'windows-1252' and label in ('us-ascii', 'iso-8859-1'):
        return label
    if used == 'utf-8' and label in ('us-ascii', 'iso-8859-1') and content.isascii():
        return label
    return used


def version_name(document, content):
    declared, kind = document.get('version', ''), document.get('format')
    if kind == 'atom':
        return {'0.3': 'atom03', '1.0': 'atom10', '': 'atom'}.get(declared, 'atom')
    if declared == '0.91' and NETSCAPE in content:
        return 'rss091n'
    return NUMBERED.get(declared, 'rss20' if declared.startswith('2.') else 'rss')


class Writer(html.parser.HTMLParser):
    """feedparser writes HTML anew: attributes in the order of the alphabet and in double quotes, empty elements closed."""
    EMPTY = {'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr'}

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.out = []

    def handle_starttag(self, tag, attributes):
        quoted = ''.join(' %s="%s"' % (name, html.escape(value or '')) for name, value in sorted(attributes))
        self.out.append('<%s%s%s>' % (tag, quoted, ' /' if tag in self.EMPTY else ''))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in self.EMPTY:
            self.out.append('</%s>' % tag)

    def handle_data(self, data):
        self.out.append(data)

    def handle_entityref(self, name):
        self.out.append('&%s;' % name)

    def handle_charref(self, name):
        self.out.append('&#%s;' % name.lower())


def written(markup):
    if not re.search(r'<[a-zA-Z]', markup):
        return markup
    writer = Writer()
    writer.feed(markup)
    writer.close()
    return ''.join(writer.out)


def value_of(text):
    return text['value'] if text['type'] == 'text/plain' else written(text['value'])


def detail(text):
    return {'value': value_of(text), 'type': text['type'], 'base': text.get('base', ''), 'language': text.get('language') or None}


def put_text(out, name, text):
    if text:
        out[name] = value_of(text)
        out[name + '_detail'] = detail(text)


def put_date(out, name, date):
    if date:
        out[name] = date['raw']
        if 'time' in date:
            out[name + '_parsed'] = date['time']


def person(one):
    out = {key: one[key] for key in ('name', 'email') if key in one}
    if 'uri' in one:
        out['href'] = one['uri']
    return out


def put_author(out, item):
    authors = [person(one) for one in item.get('authors', ())]
    if not authors:
        return
    out['authors'], out['author_detail'] = authors, authors[-1]
    last = authors[-1]
    name, email = last.get('name'), last.get('email')
    out['author'] = '%s (%s)' % (name, email) if name and email else name or email or ''


def link(one):
    out = {'href': one['href'], 'rel': one['rel']}
    out.update({theirs: one[ours] for ours, theirs in (('type', 'type'), ('title', 'title'), ('language', 'hreflang'), ('length', 'length')) if ours in one})
    out.setdefault('type', 'application/atom+xml' if one['rel'] == 'self' else 'text/html')
    return out


def common(item):
    """What an item, a feed and a source have alike."""
    out = {}
    put_text(out, 'title', item.get('title'))
    put_author(out, item)
    for name in ('link', 'id', 'language', 'comments'):
        if name in item:
            out[name] = item[name]
    out['links'] = [link(one) for one in item.get('links', ())]
    contributors = [person(one) for one in item.get('contributors', ())]
    if contributors:
        out['contributors'] = contributors
    if 'publisher_contact' in item:
        one = item['publisher_contact']
        out['publisher_detail'] = person(one)
        out['publisher'] = '%s (%s)' % (one['name'], one['email']) if 'name' in one and 'email' in one else one.get('name') or one.get('email')
    for name in ('published', 'updated', 'created', 'expired'):
        put_date(out, name, item.get(name))
    tags = [{'term': one.get('term') or None, 'scheme': one.get('scheme') or None, 'label': one.get('label') or None} for one in item.get('tags', ())]
    if tags:
        out['tags'] = tags
    put_text(out, 'rights', item.get('rights'))
    return out


def entry(item):
    out = common(item)
    summary = item.get('summary') or item.get('dc_description')
    contents = [dict(detail(one), **({'src': one['src']} if 'src' in one else {})) for one in item.get('contents', ())]
    if contents:
        out['content'] = contents
    put_text(out, 'summary', summary or (item['contents'][0] if contents else None))
    out['guidislink'] = bool(item.get('id_is_permalink')) and item.get('link') == item.get('id')
    if 'source' in item:
        out['source'] = source(item['source'])
    return out


def source(item):
    out = common(item)
    put_text(out, 'subtitle', item.get('summary'))
    if 'link' in item:
        out['href'] = item['link']
    return out


def result(document, content_type, content):
    """feedparser's answer to the same bytes, as far as it is about papers."""
    if 'error' in document:
        return {'bozo': 1, 'encoding': document.get('encoding', ''), 'version': '', 'feed': {}, 'entries': []}
    feed = common(document['feed'])
    put_text(feed, 'subtitle', document['feed'].get('summary'))
    if document['feed'].get('contents'):
        put_text(feed, 'info', document['feed']['contents'][0])
    for name in ('generator', 'icon', 'logo'):
        if name in document:
            feed[name] = document[name]
    is_text = content_type.split(';')[0].strip().lower() == 'text/plain'  # which feedparser calls bozo
    return {'bozo': 0 if document['well_formed'] and not is_text else 1, 'encoding': encoding_name(document, content_type, content),
            'version': version_name(document, content), 'feed': feed, 'entries': [entry(item) for item in document['items']]}
