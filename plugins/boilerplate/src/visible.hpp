// visible.hpp: what the page does not say of itself, read off its text and its address.
#pragma once

#include <string_view>

#include "features.hpp"
#include "metadata.hpp"
#include "roles.hpp"

namespace boilerplate {

// Adds title, subtitle, authors, dates and the picture's caption where meta data leave them open. `url`: where the page
// came from, may be empty.
void read_visible(const Page& page, const Features& features, const Roles& roles, std::string_view url,
                  Metadata& metadata);

}  // namespace boilerplate
