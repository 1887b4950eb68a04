// The words by which the table of a catalogue is filtered: plain text, over the items of the one edition at hand. What searches all of
// what is published is catalog-service's index.
#pragma once

#include <string>
#include <vector>

#include "disclosure/catalog/v1/catalogue.pb.h"

namespace disclosure::gateway {

// The words of a filter, at most 8; ASCII letters match in either case.
class FilterWords {
 public:
  explicit FilterWords(const std::string& filter);

  // Whether each word stands somewhere in the item: its names, contents, bases, time limit, bodies, channels,
  // audience, remarks or other columns. True without words.
  bool AllIn(const catalog::v1::Item& item) const;

 private:
  struct Word {
    std::string text;  // lower case
    bool letters;      // has ASCII letters, so case matters
  };
  bool In(const Word& word, const std::string& text) const;
  bool In(const Word& word, const catalog::v1::Item& item) const;

  std::vector<Word> words_;
};

}  // namespace disclosure::gateway
