// Fields that stand under a label where an abstract should be: "日期：2021-05-03", "Author(s): A. Byron", "【来源】示例学报".
//
// Feeds put them on lines of their own or one behind the other on one line, before the abstract and behind it. A label
// alone is not believed: what follows must be what it promises, so that "来源：" of a sentence stays in its sentence.
// Linear in the line. Immutable, share freely.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace meridian::indexer {

enum class FieldLabel { authors, date, source, doi, other };  // other: of no interest to a reader of abstracts

struct LabelledField {
  FieldLabel label;
  std::string_view value;
  std::size_t end;  // behind the value, bytes of the text
};

// The field that `text` begins with: to the end of its line, the next label, or where prose begins behind a date.
std::optional<LabelledField> labelled_field(std::string_view text);
// Where the labelled field begins that `text` ends with; npos when it ends otherwise.
std::size_t last_labelled_field(std::string_view text);

}  // namespace meridian::indexer
