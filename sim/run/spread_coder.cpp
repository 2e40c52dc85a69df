#include "run/spread_coder.hpp"

#include "des/mpi.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace urker::run {
namespace {

using results::CodedChunk;
using results::PlainChunk;

/// What a rank makes of the chunks that it got.
struct Reply {
  std::vector<CodedChunk> coded;
  std::string fault; ///< why it could not
  template <class Packer>
  void pack(Packer& p) {
    p(coded, fault);
  }
};

/// Deals the chunks that take time to all ranks in turn, as their sizes are alike. Other ranks
/// serve it.
class SpreadCoder final : public results::ChunkCoder {
 public:
  explicit SpreadCoder(MPI_Comm communicator)
      : communicator_(communicator), ranks_(static_cast<std::size_t>(des::size_of(communicator))) {}
  SpreadCoder(const SpreadCoder&) = delete;
  SpreadCoder& operator=(const SpreadCoder&) = delete;
  ~SpreadCoder() override { des::send_to_others(communicator_, {}); } // the end

  std::vector<CodedChunk> encode(std::vector<PlainChunk> chunks) override {
    std::vector<std::size_t> coders; // by chunk
    std::vector<std::vector<PlainChunk>> dealt(ranks_);
    std::size_t next = ranks_ - 1; // so that rank 0 has no more than others
    for (auto& chunk : chunks) {
      coders.push_back(chunk.form.compressed ? next : 0);
      next = chunk.form.compressed ? (next + ranks_ - 1) % ranks_ : next;
      dealt[coders.back()].push_back(std::move(chunk));
    }
    for (std::size_t rank = 1; rank < ranks_; ++rank) {
      if (!dealt[rank].empty()) {
        des::send_bytes(communicator_, static_cast<int>(rank), pack(dealt[rank]));
      }
    }
    std::vector<Reply> replies(ranks_);
    const auto own_error =
        des::detail::error_of([&] { replies[0].coded = codec_.encode(std::move(dealt[0])); });
    for (std::size_t rank = 1; rank < ranks_; ++rank) { // all of them, whatever has gone wrong
      if (!dealt[rank].empty()) {
        replies[rank] = unpack<Reply>(des::receive_bytes(communicator_, static_cast<int>(rank)));
      }
    }
    if (own_error) {
      throw *own_error;
    }
    std::vector<CodedChunk> coded;
    std::vector<std::size_t> taken(ranks_, 0);
    for (const std::size_t coder : coders) {
      Reply& reply = replies[coder];
      if (!reply.fault.empty()) {
        throw std::runtime_error(reply.fault);
      }
      coded.push_back(std::move(reply.coded[taken[coder]++]));
    }
    return coded;
  }

 private:
  MPI_Comm communicator_;
  std::size_t ranks_;
  results::ChunkCodec codec_;
};

/// On another rank than 0.
void serve(MPI_Comm communicator) {
  results::ChunkCodec codec;
  for (Bytes bytes; bytes = des::receive_bytes(communicator, 0), !bytes.empty();) {
    Reply reply;
    const auto error = des::detail::error_of(
        [&] { reply.coded = codec.encode(unpack<std::vector<PlainChunk>>(bytes)); });
    if (error) {
      reply.fault = error->what();
    }
    des::send_bytes(communicator, 0, pack(reply));
  }
}

} // namespace

void with_all_coding(MPI_Comm communicator,
                     const std::function<void(results::ChunkCoder& coder)>& write) {
  std::optional<Error> error;
  if (des::rank_in(communicator) == 0) {
    error = des::detail::error_of([&] {
      SpreadCoder coder(communicator);
      write(coder);
    });
  } else {
    serve(communicator);
  }
  des::agree_on_error(communicator, error);
}

} // namespace urker::run
