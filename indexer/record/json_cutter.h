// Where the objects of a JSON document stand: alone, one after the other, in a list, or in the list of an answer
// ("items", "result", "collection"). One thread at a time.
#pragma once

#include "indexer/record_cutter.h"

namespace meridian::indexer::record {

class JsonCutter final : public RecordCutter {
 public:
  RecordCut next(std::string_view window, bool last) override;
  void give_up() override { place_ = Place::list; }

 private:
  enum class Place {
    outside,
    list,   // every object is a record
    behind  // what follows a list in its answer says nothing of records
  };
  Place place_ = Place::outside;
};

// Whether a document that begins so is a list or an answer that holds one, so that its lines mean nothing.
bool is_json_list(std::string_view head);

}  // namespace meridian::indexer::record
