#!/usr/bin/env python3
"""Reads the documents of feeds-wire with `meridian import --dry-run --json` and compares or counts what came.

    tests/outside/records_eval.py PROGRAM FEEDS_WIRE [--rows N]

ads-ingest: the ADS parser's expected records (JATS, Crossref, arXiv and Zenodo through OAI-PMH). A field counts when the expected record
has it; beside that stands how many whole documents agree on the field, one that neither record has included. Texts are compared without markup, references decoded, white space removed; small capitals are capitals and labels of sections
are left out, as the expected records have it. Some of those were made by a parser that knows no named references ("1&ndash;3 mm" is "13
mm" there): where an expected field holds none of the characters that the document writes so, they are left out of ours too; the number of
such rows is printed. A date is right when it is the electronic or the
printed one of the expected record; authors are right when every name is, in order. Rows that differ are listed with a reason.
The other groups are counted: articles the bytes hold against articles read. Exit code 1 when a field is below its bar or an article of
PubMed or JATS is dropped."""
import argparse
import collections
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

FORMATS = ('jats', 'crossref', 'arxiv', 'zenodo')  # by the beginning of the file's name
BARS = {'doi': .99, 'title': .97, 'date': .97, 'abstract': .95, 'authors': .95}
# Names that HTML has not: ISO 8879's Greek letters ("&rgr;") and the units that astronomers set over a decimal point ("5&fdg;2").
GREEK = {name + 'gr': chr(0x3b1 + at) for at, name in
         enumerate('a b g d e z ee th i k l m n x o p r sf s t u ph kh ps oh'.split())}
GREEK.update({name[:-2].upper() + 'gr': letter.upper() for name, letter in GREEK.items() if name != 'sfgr'})
FRACTIONS = {'fd': '.\u1d48', 'fh': '.\u02b0', 'fm': '.\u1d50', 'fs': '.\u02e2', 'fdg': '.\u00b0', 'farcm': '.\u2032', 'farcs': '.\u2033'}


def read(program, files):
    """One dict a line of output: articles, and at the end what failed."""
    if not files:
        return [], []
    environment = dict(os.environ, LANG='C.UTF-8')
    done = subprocess.run([program, 'import', '--dry-run', '--json', *map(str, files)], capture_output=True, env=environment)
    if done.returncode not in (0, 3):
        sys.exit('records_eval: meridian ended with %d\n%s' % (done.returncode, done.stderr.decode(errors='replace')[-2000:]))
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    failures = [failure for line in lines for failure in line.get('failures', [])]
    return [line for line in lines if 'failures' not in line], failures


def bare(text):
    """Without markup, references and white space."""
    text = re.sub(r'<p>\s*<b>[^<]*:</b>', '<p>', text or '')
    text = re.sub(r'<sc>(.*?)</sc>', lambda small: small.group(1).upper(), text, flags=re.S)
    text = re.sub(r'<!--.*?-->|<\?.*?>|</?[A-Za-z][^<>]*>', '', text or '', flags=re.S)
    text = re.sub(r'&([A-Za-z]+);', lambda name: GREEK.get(name.group(1), name.group(0)), html.unescape(html.unescape(text)))
    return re.sub(r'[\s\u00a0\u2009\u200a\u200b\u2002\u2003\u2005\u202f]+', '', unicodedata.normalize('NFC', text))


def referenced(document):
    """The texts that the document's named references stand for, white space left out; XML's own five are characters like others."""
    names = set(re.findall(r'&[A-Za-z][A-Za-z0-9.]*;', document)) - {'&amp;', '&lt;', '&gt;', '&quot;', '&apos;'}
    texts = (bare(FRACTIONS.get(name[1:-1], name)) for name in names)
    return sorted((text for text in texts if text and not text.startswith('&')), key=len, reverse=True)


def expected_name(author):
    name = author.get('name') or {}
    if name.get('surname') or name.get('given_name'):
        return bare(name.get('given_name', '') + name.get('middle_name', '') + name.get('surname', '') + name.get('suffix', ''))
    return bare(name.get('collab') or name.get('pubraw', ''))


def read_name(author):
    return bare(author.get('whole') or author.get('given', '') + author.get('family', '') + author.get('suffix', ''))


def first_html(texts):
    return texts[0]['html'] if texts else ''


def compare(expected, ours, document):
    """field → (right, expected, got) for each field that either record has."""
    written = referenced(document)
    record = ours['record']
    rows = {}
    doi = [one['DOI'] for one in expected.get('persistentIDs') or [] if 'DOI' in one]
    if doi or ours.get('doi'):
        rows['doi'] = (doi[0].lower() if doi else '', ours.get('doi', ''))
    title = (expected.get('title') or {}).get('textEnglish')
    if title or record['titles']:
        rows['title'] = (bare(title), bare(first_html(record['titles'])))
    abstract = (expected.get('abstract') or {}).get('textEnglish')
    if abstract or record['abstracts']:
        rows['abstract'] = (bare(abstract), bare(first_html(record['abstracts'])))
    dates = expected.get('pubDate') or {}
    days = [re.sub(r'(-00)+$', '', dates[key]) for key in ('electrDate', 'printDate') if dates.get(key)]
    days += [one['otherDateValue'] for one in dates.get('otherDate', []) if one.get('otherDateType') == 'Issued']
    if days or ours['published']:
        rows['date'] = (ours['published'] if ours['published'] in days else ' or '.join(days), ours['published'])
    if expected.get('authors') or record['authors']:
        rows['authors'] = ([name for name in map(expected_name, expected.get('authors') or []) if name], [read_name(a) for a in record['authors']])
    return {field: (same(want, got, written), want, got) for field, (want, got) in rows.items()}


def without(texts, value):
    if isinstance(value, list):
        return [without(texts, one) for one in value]
    for text in texts:
        value = value.replace(text, '')
    return value


def same(want, got, written):
    """'yes', 'dropped' when the expected record lost what the document writes as references, else ''."""
    if want == got:
        return 'yes'
    lost = [text for text in written if text not in ''.join(want)]
    return 'dropped' if lost and without(lost, got) == want else ''


def reason(field, want, got):
    if not want:
        return 'none expected'
    if not got:
        return 'nothing was read'
    if field == 'authors':
        if len(want) != len(got):
            return '%d names expected, %d read' % (len(want), len(got))
        first = next(i for i in range(len(want)) if want[i] != got[i])
        return 'name %d: %s expected, %s read' % (first + 1, want[first], got[first])
    if field in ('date', 'doi'):
        return '%s expected, %s read' % (want, got)
    if want.startswith(got):
        return 'ends before "%s"' % want[len(got):len(got) + 60]
    if got.startswith(want):
        return 'goes on with "%s"' % got[len(want):len(want) + 60]
    at = next((i for i, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
    return 'at %d: "%s" expected, "%s" read' % (at, want[max(0, at - 20):at + 40], got[max(0, at - 20):at + 40])


def ads(program, folder, most):
    right, all_rows, dropped, unequal = (collections.Counter() for _ in range(4))
    differing = []
    documents = [file for file in sorted((folder / 'input').glob('*.xml')) if file.name.split('_')[0] in FORMATS]
    pairs = [(file, folder / 'output' / (file.stem + '.json')) for file in documents]
    pairs = [(file, gold) for file, gold in pairs if gold.exists()]
    articles, failures = read(program, [file for file, _ in pairs])
    by_file = {}
    for article in articles:
        if 'record' in article:
            by_file.setdefault(article['file'], article)
    for file, gold in pairs:
        expected = json.loads(gold.read_text())
        ours = by_file.get(str(file), {'record': {'titles': [], 'abstracts': [], 'authors': []}, 'published': ''})
        for field, (equal, want, got) in compare(expected, ours, file.read_text(errors='replace')).items():
            unequal[field] += not equal
            if want:
                all_rows[field] += 1
                right[field] += bool(equal)
                dropped[field] += equal == 'dropped'
            if not equal:
                differing.append((field, file.name, reason(field, want, got)))
    print('ads-ingest: %d documents (%s), %d failed' % (len(pairs), ', '.join(FORMATS), len(failures)))
    below = False
    for field, bar in BARS.items():
        share = right[field] / max(1, all_rows[field])
        below = below or share < bar
        print('  %-10s %4d of %4d  %.3f  (bar %.2f)  %d of %d documents%s%s' % (field, right[field], all_rows[field], share, bar,
                                                                   len(pairs) - unequal[field], len(pairs), '' if share >= bar else '  BELOW',
                                                                   '  %d without references that the expected record dropped' % dropped[field] if dropped[field] else ''))
    for row in sorted(differing)[:most]:
        print('  differs: %-9s %-45s %s' % row)
    return not below


def documents_in(folder):
    return [file for file in sorted(folder.rglob('*')) if file.is_file() and not file.name.upper().startswith('LICENSE')]


def count_xml(program, name, folder, elements):
    """Articles in the bytes against articles read; every one must be there."""
    files, held = [], 0
    for file in documents_in(folder):
        content = file.read_bytes()
        found = len(re.findall(rb'<(?:%s)[ >]' % '|'.join(elements).encode(), content))
        if found:
            files.append(file)
            held += found
    articles, failures = read(program, files)
    came = sum('record' in article for article in articles)
    print('%s: %d of %d articles in %d documents' % (name, came, held, len(files)))
    for failure in failures:
        print('  failed: %s:%d %s' % (pathlib.Path(failure['file']).name, failure['line'], failure['message']))
    return came, held


def count(program, name, folder):
    files = documents_in(folder)
    articles, failures = read(program, files)
    formats = collections.Counter(article['record']['format'] if 'record' in article else 'feed, page or text' for article in articles)
    print('%s: %d articles of %d documents: %s' % (name, len(articles), len(files), ', '.join('%s %d' % row for row in formats.most_common())))
    for code, number in collections.Counter(failure['error'] for failure in failures).most_common():
        print('  failed: %d × %s' % (number, code))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('--rows', type=int, default=200, help='how many differing rows to list')
    arguments = parser.parse_args()
    good = ads(arguments.program, arguments.folder / 'ads-ingest', arguments.rows)
    came, held = count_xml(arguments.program, 'pubmed-jats', arguments.folder / 'pubmed-jats',
                           ('PubmedArticle', 'PubmedBookArticle', 'article article-type', 'article xmlns[^>]*article-type'))
    good = good and came >= held
    for group in ('oai-pmh', 'hepcrawl', 'crossref', 'zotero-feeds'):
        count(arguments.program, group, arguments.folder / group)
    sys.exit(0 if good else 1)


if __name__ == '__main__':
    main()
