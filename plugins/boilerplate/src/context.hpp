// context.hpp: what the first forest thinks of the blocks around a block, as numbers for the second.
//
// The first forest judges each block by itself and its neighbours' shape. Where the article lies on the page (which box
// holds it, where it begins and ends, whether a box of its size is article or a list of others) shows once all blocks
// have a probability: the second forest sees sums of them over windows, ancestors and blocks of the same make. The same
// code trains and runs.
#pragma once

#include <cstdint>
#include <vector>

#include "features.hpp"

namespace boilerplate {

class Context {
 public:
  // Appends kContextCount numbers to each row of `features`. `odds`: log odds by the first forest, per block. Linear.
  void compute(const Page& page, const std::vector<float>& odds, Features& features);

 private:
  struct Sums {
    float words = 0, mass = 0, link = 0, text = 0;  // mass: expected words of content
  };
  void sum_elements(const Page& page, const Features& features);
  void sum_signatures(const Page& page, const Features& features);
  void find_core(const Page& page);
  void fill(const Page& page, const std::vector<float>& odds, Features& features) const;

  std::vector<float> probability_, words_;  // per block
  std::vector<double> words_before_, mass_before_;
  std::vector<Sums> elements_;
  std::vector<Sums> signatures_;      // slots of a hash table
  std::vector<uint32_t> slot_;        // per block, of its signature
  std::vector<uint32_t> core_child_;  // per element: its ancestor that stands in the core itself, or kNone
  std::vector<uint8_t> up_most_,
      up_part_;            // per element: levels up to the first ancestor with most, with a part of the mass
  uint32_t core_ = kNone;  // the deepest element with most of the mass
};

}  // namespace boilerplate
