// What `meridian_bench VERB` can do; each takes the words after the verb and gives an exit code (2: they were not
// understood).
#pragma once

#include <string>
#include <vector>

namespace meridian::bench {

using Words = std::vector<std::string>;

int import_bench(const Words& words);   // LIBRARY FILE...: import to searchable, split by stage
int search_bench(const Words& words);   // LIBRARY RAW_INDEX SEED [KIND]: queries beside the same queries run raw
int explore_bench(const Words& words);  // LIBRARY SEED: related, clusters, briefing
int http_bench(const Words& words);     // LIBRARY SEED: the real server at 20 requests/s, alone and beside a crawl
int dedup_eval(const Words& words);     // FILE SEED PAIRS: respun copies found, false links counted
int kill_eval(const Words& words);      // KILLS SEED: kill -9 at random moments of a crawl
int words_eval(const Words& words);     // DIR [GLOSSARY...]: sentences found in the other language
int spelling_eval(const Words& words);  // LIBRARY SEED WORDS: mistyped words put right, completions timed
int known_items(const Words& words);    // DIR PAPERS FILE...: writes a set of papers asked for by their keywords
int segments_eval(const Words& words);  // GOLD OUT: Chinese sentences cut as queries are, scored against a cut by hand
int made_corpus(const Words& words);    // FILE ARTICLES SEED: writes an invented corpus
int shuffled_corpus(const Words& words);  // CORPUS FILE ARTICLES SEED: writes a corpus of its sentences
int made_pubmed(const Words& words);    // FILE ARTICLES SEED: writes invented PubMed XML
int records_bench(const Words& words);  // LIBRARY FILE: records read, and imported, a second
int worst_bench(const Words& words);    // LIBRARY [NAME]: the dearest legal queries; marks papers in the library

}  // namespace meridian::bench
