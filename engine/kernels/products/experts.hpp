#pragma once
#include "../../tensor.hpp"

/// What a mixture of experts computes beside a plain feed-forward. Letters: T tokens, E experts, I and O what a dense layer reads
/// and writes.
namespace attend::experts {

/// logits (T,E) -> (T,E): 1 for the `top` largest of a row, else 0; of equal ones the earlier is taken. All are where `top` is E
/// or more.
Tensor chosen(const Tensor& logits, std::size_t top);

/// (T,E) -> (E): the sum, or the mean, of each column over the tokens; of `chosen` the sums are the load. Kept in double.
Tensor column_sums(const Tensor& x);
Tensor column_means(const Tensor& x);

/// A dense layer for each expert: x (T,I), which all of them read, or (E,T,I), w (E,I,O), b (E,O) or null -> (E,T,O)
Tensor dense(const Tensor& x, const Tensor& w, const Tensor* b);

/// y[t,o] = sum over e of shares[t,e] outputs[e,t,o]: shares (T,E), outputs (E,T,O) -> (T,O). Kept in double. What has the share 0
/// is left out, whatever it is.
Tensor mixed(const Tensor& shares, const Tensor& outputs);

/// What goes back through a bias (E,O) of `dense`, and through `mixed`: each adds to `gradient`.
void pull_bias(const Tensor& upstream, Tensor& gradient);
void pull_shares(const Tensor& upstream, const Tensor& outputs, Tensor& gradient);
void pull_outputs(const Tensor& upstream, const Tensor& shares, Tensor& gradient);

}  // namespace attend::experts
