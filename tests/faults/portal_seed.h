// What the portal shows in the fault tests, put in as an office does: by the services' own calls. Each takes the address
// of its service and the directory of the certificates, and fails the test if it is refused.
#pragma once

#include <string>

namespace disclosure {

// The directory of the reference district; the catalogue of 义务教育, published.
void SeedCatalog(const std::string& address, const std::string& pki);
// The working days; returns when the service knows the organs.
void SeedRequest(const std::string& address, const std::string& pki);
// The account of 区教育局.
void SeedMedia(const std::string& address, const std::string& pki);

}  // namespace disclosure
