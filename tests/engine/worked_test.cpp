// One small example for every stage, worked by hand. Long because every stage has its own.
#include <cmath>
#include <fstream>
#include <iterator>

#include "support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

struct Written {
  const char* name;
  Tensor value;
};

/// Runs a stage and compares everything that it is said to write.
void works(const char* stage, const ByName& inputs, const Given& options, const std::vector<Written>& expected) {
  const ByName got = run_stage(stage, inputs, options);
  Problems problems;
  for (const Written& one : expected) compare(problems, one.name, got.at(one.name), one.value);
  CHECK(got.size() == expected.size());
  REQUIRE_NONE(problems);
}

constexpr double kE = 2.718281828459045;

}  // namespace

TEST_CASE("worked: embed takes the rows that the ids name", "[worked]") {
  works("embed", {{"ids", tensor({2}, {1, 0})}, {"table", tensor({2, 2}, {1, 2, 3, 4})}}, {},
        {{"x", tensor({2, 2}, {3, 4, 1, 2})}});
}

TEST_CASE("worked: sinusoidal position adds sine to even columns, cosine to odd ones", "[worked]") {
  // At C = 2 there is one wavelength, 10000^0 = 1: sin 0 = 0, cos 0 = 1, sin 1 = 0.841471, cos 1 = 0.540302.
  works("position", {{"x", tensor({2, 2}, {10, 20, 30, 40})}}, {{"kind", "sinusoidal"}},
        {{"encoding", tensor({2, 2}, {0, 1, 0.8414709848078965, 0.5403023058681398})},
         {"x", tensor({2, 2}, {10, 21, 30.8414709848078965, 40.5403023058681398})}});
}

TEST_CASE("worked: learned position adds the row of the place", "[worked]") {
  works("position", {{"x", tensor({2, 2}, {10, 20, 30, 40})}, {"table", tensor({3, 2}, {1, 2, 3, 4, 5, 6})}},
        {{"kind", "learned"}}, {{"encoding", tensor({2, 2}, {1, 2, 3, 4})}, {"x", tensor({2, 2}, {11, 22, 33, 44})}});
}

TEST_CASE("worked: layer norm of (1, 3) and (2, 2)", "[worked]") {
  // (1, 3): mean 2, centred (-1, 1), variance (1 + 1) / 2 = 1. With eps 3: 1 / sqrt(1 + 3) = 1/2.
  // (2, 2): mean 2, centred (0, 0), variance 0: 1 / sqrt(3).
  works("layer_norm",
        {{"x", tensor({2, 2}, {1, 3, 2, 2})}, {"gain", tensor({2}, {4, 6})}, {"bias", tensor({2}, {10, 20})}},
        {{"eps", "3"}},
        {{"mean", tensor({2}, {2, 2})},
         {"centred", tensor({2, 2}, {-1, 1, 0, 0})},
         {"variance", tensor({2}, {1, 0})},
         {"rstd", tensor({2}, {0.5, 1 / std::sqrt(3.0)})},
         {"normalised", tensor({2, 2}, {-0.5, 0.5, 0, 0})},
         {"y", tensor({2, 2}, {-0.5 * 4 + 10, 0.5 * 6 + 20, 10, 20})}});
}

TEST_CASE("worked: rms norm of (1, 7) and (0, 0)", "[worked]") {
  // (1, 7): (1 + 49) / 2 = 25. With eps 11: 1 / sqrt(36) = 1/6.
  works("rms_norm", {{"x", tensor({2, 2}, {1, 7, 0, 0})}, {"gain", tensor({2}, {6, 12})}}, {{"eps", "11"}},
        {{"mean_square", tensor({2}, {25, 0})},
         {"rrms", tensor({2}, {1.0 / 6, 1 / std::sqrt(11.0)})},
         {"y", tensor({2, 2}, {1, 14, 0, 0})}});
}

TEST_CASE("worked: project multiplies rows by columns and adds the bias", "[worked]") {
  // q = (1, 2) wq = (1*1 + 2*3, 1*2 + 2*4) = (7, 10); bias (100, 200) makes (107, 210).
  works("project",
        {{"x", tensor({2, 2}, {1, 2, 0, 1})},
         {"wq", tensor({2, 2}, {1, 2, 3, 4})},
         {"wk", tensor({2, 2}, {1, 0, 0, 1})},
         {"wv", tensor({2, 2}, {0, 1, 1, 0})},
         {"bq", tensor({2}, {100, 200})}},
        {},
        {{"q", tensor({2, 2}, {107, 210, 103, 204})},
         {"k", tensor({2, 2}, {1, 2, 0, 1})},
         {"v", tensor({2, 2}, {2, 1, 1, 0})}});
}

TEST_CASE("worked: project takes keys and values from memory where there is one", "[worked]") {
  const Tensor same_twice = tensor({1, 1}, {2});
  works("project",
        {{"x", tensor({1, 1}, {3})},
         {"memory", tensor({2, 1}, {5, 7})},
         {"wq", same_twice},
         {"wk", same_twice},
         {"wv", same_twice},
         {"bv", tensor({1}, {1})}},
        {}, {{"q", tensor({1, 1}, {6})}, {"k", tensor({2, 1}, {10, 14})}, {"v", tensor({2, 1}, {11, 15})}});
}

TEST_CASE("worked: split heads gives head 1 the left columns, head 2 the right ones", "[worked]") {
  const Tensor rows = tensor({2, 4}, {1, 2, 3, 4, 5, 6, 7, 8});
  const Tensor heads = tensor({2, 2, 2}, {1, 2, 5, 6, 3, 4, 7, 8});
  works("split_heads", {{"q", rows}, {"k", rows}, {"v", rows}}, {{"heads", "2"}},
        {{"q", heads}, {"k", heads}, {"v", heads}});
}

TEST_CASE("worked: QK norm of the queries (1, 7) and (4, 4), and of the key (0, 6)", "[worked]") {
  // (1 + 49) / 2 = 25, (16 + 16) / 2 = 16, (0 + 36) / 2 = 18. With eps 0 the factors are 1/5, 1/4 and 1/sqrt(18).
  works("qk_norm",
        {{"q", tensor({1, 2, 2}, {1, 7, 4, 4})},
         {"k", tensor({1, 1, 2}, {0, 6})},
         {"q_gain", tensor({2}, {5, 10})},
         {"k_gain", tensor({2}, {1, 3})}},
        {{"eps", "0"}},
        {{"q_mean_square", tensor({1, 2}, {25, 16})},
         {"q_rrms", tensor({1, 2}, {0.2, 0.25})},
         {"q", tensor({1, 2, 2}, {1, 14, 5, 10})},
         {"k_mean_square", tensor({1, 1}, {18})},
         {"k_rrms", tensor({1, 1}, {1 / std::sqrt(18.0)})},
         {"k", tensor({1, 1, 2}, {0, 18 / std::sqrt(18.0)})}});
}

TEST_CASE("worked: merge heads is the way back", "[worked]") {
  works("merge_heads", {{"heads", tensor({2, 2, 2}, {1, 2, 5, 6, 3, 4, 7, 8})}}, {},
        {{"concat", tensor({2, 4}, {1, 2, 3, 4, 5, 6, 7, 8})}});
}

TEST_CASE("worked: raw scores are dot products of queries with keys", "[worked]") {
  // (1, 2)·(5, 6) = 17, (1, 2)·(7, 8) = 23, (3, 4)·(5, 6) = 39, (3, 4)·(7, 8) = 53.
  works("scores", {{"q", tensor({1, 2, 2}, {1, 2, 3, 4})}, {"k", tensor({1, 2, 2}, {5, 6, 7, 8})}}, {},
        {{"scores", tensor({1, 2, 2}, {17, 23, 39, 53})}});
}

TEST_CASE("worked: scale multiplies by the factor and divides by the temperature", "[worked]") {
  works("scale", {{"scores", tensor({1, 2, 2}, {8, -4, 0, 2})}}, {{"factor", "0.5"}, {"temperature", "2"}},
        {{"scaled", tensor({1, 2, 2}, {2, -1, 0, 0.5})}});
}

TEST_CASE("worked: a soft cap of 2 holds 2 and -2 at 2 tanh(1)", "[worked]") {
  // tanh(1) = (e - 1/e) / (e + 1/e) = 0.761594; 0 stays 0, and 200 comes to the cap.
  const double held = 2 * (kE - 1 / kE) / (kE + 1 / kE);
  works("soft_cap", {{"scaled", tensor({1, 2, 2}, {2, -2, 0, 200})}}, {{"cap", "2"}},
        {{"capped", tensor({1, 2, 2}, {held, -held, 0, 2})}});
}

TEST_CASE("worked: the causal mask of two tokens hides the future of the first", "[worked]") {
  works("mask", {{"scaled", tensor({1, 2, 2}, {1, 2, 3, 4})}, {"mask", tensor({2, 2}, {1, 0, 1, 1})}}, {},
        {{"masked", tensor({1, 2, 2}, {1, -INFINITY, 3, 4})}});
}

TEST_CASE("worked: softmax of (0, 1) and of (-inf, 5)", "[worked]") {
  // (0, 1): max 1, shifted (-1, 0), exponentials (1/e, 1), sum 1 + 1/e, weights 1/(1+e) and e/(1+e).
  works("softmax", {{"masked", tensor({1, 2, 2}, {0, 1, -INFINITY, 5})}}, {},
        {{"row_max", tensor({1, 2}, {1, 5})},
         {"shifted", tensor({1, 2, 2}, {-1, 0, -INFINITY, 0})},
         {"exponentials", tensor({1, 2, 2}, {1 / kE, 1, 0, 1})},
         {"row_sum", tensor({1, 2}, {1 + 1 / kE, 1})},
         {"weights", tensor({1, 2, 2}, {1 / (1 + kE), kE / (1 + kE), 0, 1})}});
}

TEST_CASE("worked: a row that may attend to nothing has weights of zero and a notice", "[worked]") {
  std::string notice;
  const ByName got =
      run_stage("softmax", {{"masked", tensor({2, 2, 2}, {1, 1, 1, 1, 1, 1, -INFINITY, -INFINITY})}}, {}, &notice);
  Problems problems;
  compare(problems, "weights", got.at("weights"), tensor({2, 2, 2}, {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0, 0}));
  compare(problems, "row_sum", got.at("row_sum"), tensor({2, 2}, {2, 2, 2, 0}));
  REQUIRE_NONE(problems);
  CHECK(notice.find("Row 2 of head 2 may attend to nothing") == 0);
}

TEST_CASE("worked: masking the weights leaves rows that no longer sum to 1", "[worked]") {
  works("mask_weights",
        {{"weights", tensor({1, 2, 2}, {0.25, 0.75, 0.5, 0.5})}, {"mask", tensor({2, 2}, {1, 0, 1, 1})}}, {},
        {{"kept", tensor({1, 2, 2}, {0.25, 0, 0.5, 0.5})}});
}

TEST_CASE("worked: the weighted sum blends the values", "[worked]") {
  // 1/4 of (4, 8) and 3/4 of (8, 0) is (7, 2); a weight of 1 takes the value as it is.
  works("weighted_sum", {{"weights", tensor({1, 2, 2}, {0.25, 0.75, 1, 0})}, {"v", tensor({1, 2, 2}, {4, 8, 8, 0})}},
        {}, {{"heads", tensor({1, 2, 2}, {7, 2, 4, 8})}});
}

TEST_CASE("worked: linear is a product and a bias", "[worked]") {
  works("linear",
        {{"x", tensor({2, 2}, {1, 2, 3, 4})}, {"w", tensor({2, 2}, {5, 6, 7, 8})}, {"b", tensor({2}, {1, -1})}}, {},
        {{"y", tensor({2, 2}, {20, 21, 44, 49})}});
}

TEST_CASE("worked: residual adds", "[worked]") {
  works("residual", {{"x", tensor({2, 2}, {1, 2, 3, 4})}, {"y", tensor({2, 2}, {10, 20, 30, -4})}}, {},
        {{"sum", tensor({2, 2}, {11, 22, 33, 0})}});
}

TEST_CASE("worked: feed-forward with relu cuts what is below zero", "[worked]") {
  // hidden = (1*1 + 2*1, 1*1 - 2*1) + (0, -1) = (3, -2); activated (3, 0); y = (3*2, 3*3) + (1, 1).
  works("feed_forward",
        {{"x", tensor({1, 2}, {1, 2})},
         {"w1", tensor({2, 2}, {1, 1, 1, -1})},
         {"b1", tensor({2}, {0, -1})},
         {"w2", tensor({2, 2}, {2, 3, 5, 7})},
         {"b2", tensor({2}, {1, 1})}},
        {{"activation", "relu"}},
        {{"hidden", tensor({1, 2}, {3, -2})}, {"activated", tensor({1, 2}, {3, 0})}, {"y", tensor({1, 2}, {7, 10})}});
}

TEST_CASE("worked: the four activations at 1", "[worked]") {
  // gelu(1) = the normal distribution up to 1; silu(1) = 1 / (1 + 1/e).
  const Tensor one = tensor({1, 1}, {1});
  const std::vector<std::pair<const char*, double>> at_one = {
      {"relu", 1}, {"gelu", 0.8413447460685429}, {"gelu_tanh", 0.8411919906082768}, {"silu", kE / (kE + 1)}};
  for (const auto& activation : at_one)
    works("feed_forward", {{"x", one}, {"w1", one}, {"w2", one}}, {{"activation", activation.first}},
          {{"hidden", one},
           {"activated", tensor({1, 1}, {activation.second})},
           {"y", tensor({1, 1}, {activation.second})}});
}

TEST_CASE("worked: cross-entropy of two tokens over two words", "[worked]") {
  const double more = std::log(3.0), sure = std::log(4.0 / 3), even = std::log(2.0);
  const Tensor logits = tensor({2, 2}, {0, more, 0, 0}), targets = tensor({2}, {1, 0});
  const auto counting = [&](double second) {
    const double total = sure + second * even;
    return std::vector<Written>{{"row_max", tensor({2}, {more, 0})},
                                {"shifted", tensor({2, 2}, {-more, 0, 0, 0})},
                                {"exponentials", tensor({2, 2}, {1.0 / 3, 1, 1, 1})},
                                {"row_sum", tensor({2}, {4.0 / 3, 2})},
                                {"log_sum", tensor({2}, {sure, even})},
                                {"target", tensor({2}, {0, 0})},
                                {"surprise", tensor({2}, {sure, even})},
                                {"counts", tensor({2}, {1, second})},
                                {"per_token", tensor({2}, {sure, second * even})},
                                {"total", tensor({1}, {total})},
                                {"count", tensor({1}, {1 + second})},
                                {"loss", tensor({1}, {total / (1 + second)})}};
  };
  works("cross_entropy", {{"logits", logits}, {"targets", targets}}, {}, counting(1));
  works("cross_entropy", {{"logits", logits}, {"targets", targets}, {"counted", tensor({2}, {1, 0})}}, {}, counting(0));
}

TEST_CASE("worked: an inner product with a cotangent", "[worked]") {
  works("inner_product", {{"x", tensor({2}, {1, 2})}, {"cotangent", tensor({2}, {3, -1})}}, {},
        {{"loss", tensor({1}, {1})}});
}

TEST_CASE("worked: gradient descent from 2 down a gradient of 3", "[worked]") {
  // 2 - 0.1 (3 + 0.5 2) = 1.6
  works("sgd", {{"weight", tensor({1}, {2})}, {"gradient", tensor({1}, {3})}}, {{"rate", "0.1"}, {"decay", "0.5"}},
        {{"direction", tensor({1}, {4})}, {"updated", tensor({1}, {1.6})}});
}

TEST_CASE("worked: the first step of Adam is as long as the rate, the second step forgets half", "[worked]") {
  const Tensor nothing = tensor({2}, {0, 0});
  // m = 0.5 g and v = 0.25 g^2 are corrected to g and g^2, so g / (sqrt(g^2) + 1) = 4/5 and -8/9 for g = 4 and -8.
  works("adam",
        {{"weight", tensor({2}, {1, 1})}, {"gradient", tensor({2}, {4, -8})}, {"first", nothing}, {"second", nothing}},
        {{"rate", "0.5"}, {"beta1", "0.5"}, {"beta2", "0.75"}, {"eps", "1"}},
        {{"new_first", tensor({2}, {2, -4})},
         {"new_second", tensor({2}, {4, 16})},
         {"first_corrected", tensor({2}, {4, -8})},
         {"second_corrected", tensor({2}, {16, 64})},
         {"ratio", tensor({2}, {0.8, -8.0 / 9})},
         {"direction", tensor({2}, {0.8, -8.0 / 9})},
         {"updated", tensor({2}, {0.6, 1 + 4.0 / 9})}});
  // step 2: m = 0.5 1 + 0.5 3 = 2, over 1 - 1/4; v = 0.75 4 + 0.25 9 = 5.25, over 1 - 9/16 = 12, whose root is 2 sqrt 3.
  const double ratio = 8.0 / 3 / (2 * std::sqrt(3.0) + 1);
  works("adam",
        {{"weight", tensor({1}, {1})},
         {"gradient", tensor({1}, {3})},
         {"first", tensor({1}, {1})},
         {"second", tensor({1}, {4})}},
        {{"rate", "1"}, {"decay", "0.5"}, {"beta1", "0.5"}, {"beta2", "0.75"}, {"eps", "1"}, {"step", "2"}},
        {{"new_first", tensor({1}, {2})},
         {"new_second", tensor({1}, {5.25})},
         {"first_corrected", tensor({1}, {8.0 / 3})},
         {"second_corrected", tensor({1}, {12})},
         {"ratio", tensor({1}, {ratio})},
         {"direction", tensor({1}, {ratio + 0.5})},
         {"updated", tensor({1}, {0.5 - ratio})}});
}

TEST_CASE("worked: one group of keys and values for two heads", "[worked]") {
  const Tensor group = tensor({1, 2, 1}, {3, 5}), heads = tensor({2, 2, 1}, {3, 5, 3, 5});
  works("repeat_heads", {{"k", group}, {"v", group}}, {{"heads", "2"}}, {{"k", heads}, {"v", heads}});
}

TEST_CASE("worked: rotary turns the pair (3, 4) by the position, here 1, and the key with it", "[worked]") {
  // R = 1, so the angle is the position. cos 1 = 0.540302, sin 1 = 0.841471.
  const double c = 0.5403023058681398, s = 0.8414709848078965;
  const Tensor turned = tensor({1, 1, 2}, {3 * c - 4 * s, 4 * c + 3 * s});
  works("rotary", {{"q", tensor({1, 1, 2}, {3, 4})}, {"k", tensor({1, 1, 2}, {3, 4})}}, {{"offset", "1"}},
        {{"angle", tensor({1, 1}, {1})},
         {"cosine", tensor({1, 1}, {c})},
         {"sine", tensor({1, 1}, {s})},
         {"q", turned},
         {"k", turned}});
}

TEST_CASE("worked: ALiBi of one head lowers by 1/256 for each step apart", "[worked]") {
  works("alibi", {{"scaled", tensor({1, 2, 2}, {1, 1, 1, 1})}}, {},
        {{"slopes", tensor({1}, {1.0 / 256})},
         {"distances", tensor({2, 2}, {0, -1, -1, 0})},
         {"biased", tensor({1, 2, 2}, {1, 1 - 1.0 / 256, 1 - 1.0 / 256, 1})}});
}

TEST_CASE("worked: a sink as high as both scores takes a third", "[worked]") {
  works("sink_softmax", {{"masked", tensor({1, 1, 2}, {2, 2})}, {"sink", tensor({1}, {2})}}, {},
        {{"row_max", tensor({1, 1}, {2})},
         {"shifted", tensor({1, 1, 2}, {0, 0})},
         {"exponentials", tensor({1, 1, 2}, {1, 1})},
         {"sink_shifted", tensor({1, 1}, {0})},
         {"sink_exponential", tensor({1, 1}, {1})},
         {"row_sum", tensor({1, 1}, {3})},
         {"weights", tensor({1, 1, 2}, {1.0 / 3, 1.0 / 3})}});
}

TEST_CASE("worked: a gate of 0 lets nothing through, a gate of 1 what silu says", "[worked]") {
  // silu(1) = 1 / (1 + e^-1) = 0.731059.
  const double open = 1 / (1 + 1 / kE);
  works("gated_feed_forward",
        {{"x", tensor({1, 2}, {1, 2})},
         {"w_gate", tensor({2, 2}, {1, 0, 0, 0})},
         {"w_up", tensor({2, 2}, {0, 1, 3, 1})},
         {"w_down", tensor({2, 2}, {1, 0, 0, 1})}},
        {{"activation", "silu"}},
        {{"gate", tensor({1, 2}, {1, 0})},
         {"activated", tensor({1, 2}, {open, 0})},
         {"up", tensor({1, 2}, {6, 3})},
         {"gated", tensor({1, 2}, {6 * open, 0})},
         {"y", tensor({1, 2}, {6 * open, 0})}});
}

TEST_CASE("worked: two tokens choose two experts of three, and of equal logits the earlier", "[worked]") {
  // The first token's logits are 1, 0, 0: experts 0 and 1, with shares e / (e + 1) and 1 / (e + 1). The second's are 0, ln 3, 0:
  // experts 1 and 0, with shares 3/4 and 1/4.
  const double large = kE / (kE + 1), small = 1 / (kE + 1), ln3 = std::log(3);
  works("mixture",
        {{"x", tensor({2, 2}, {1, 0, 0, 1})},
         {"router", tensor({2, 3}, {1, 0, 0, 0, ln3, 0})},
         {"w1", tensor({3, 2, 1}, {1, 2, 3, 4, 5, 6})},
         {"b1", tensor({3, 1}, {0, -4, 0})},
         {"w2", tensor({3, 1, 2}, {1, 0, 0, 1, 1, 1})},
         {"b2", tensor({3, 2}, {0, 0, 8, 0, 0, 0})}},
        {{"top", "2"}, {"activation", "relu"}},
        {{"logits", tensor({2, 3}, {1, 0, 0, 0, ln3, 0})},
         {"chosen", tensor({2, 3}, {1, 1, 0, 1, 1, 0})},
         {"row_max", tensor({2}, {1, ln3})},
         {"shifted", tensor({2, 3}, {0, -1, -1, -ln3, 0, -ln3})},
         {"exponentials", tensor({2, 3}, {1, 1 / kE, 1 / kE, 1.0 / 3, 1, 1.0 / 3})},
         {"held", tensor({2, 3}, {1, 1 / kE, 0, 1.0 / 3, 1, 0})},
         {"row_sum", tensor({2}, {1 + 1 / kE, 4.0 / 3})},
         {"shares", tensor({2, 3}, {large, small, 0, 0.25, 0.75, 0})},
         {"load", tensor({3}, {2, 2, 0})},
         {"mean_share", tensor({3}, {(large + 0.25) / 2, (small + 0.75) / 2, 0})},
         {"hidden", tensor({3, 2, 1}, {1, 2, -1, 0, 5, 6})},
         {"activated", tensor({3, 2, 1}, {1, 2, 0, 0, 5, 6})},
         {"outputs", tensor({3, 2, 2}, {1, 0, 2, 0, 8, 0, 8, 0, 5, 5, 6, 6})},
         {"y", tensor({2, 2}, {large + 8 * small, 0, 0.5 + 6, 0})}});
}

TEST_CASE("worked: a tied unembedding meets every word's own row", "[worked]") {
  works("tied_unembed", {{"x", tensor({1, 2}, {1, 2})}, {"table", tensor({3, 2}, {1, 0, 0, 1, 1, 1})}}, {},
        {{"y", tensor({1, 3}, {1, 2, 3})}});
}

TEST_CASE("worked: the newest row stands behind those that are kept", "[worked]") {
  works("append", {{"cache", tensor({1, 2, 1}, {1, 2})}, {"newest", tensor({1, 1, 1}, {3})}}, {},
        {{"rows", tensor({1, 3, 1}, {1, 2, 3})}});
}

TEST_CASE("worked: two words are kept, of which the number drawn, 0.75, picks the second", "[worked]") {
  // Two equal logits, and one far below that top-k cuts.
  works("pick", {{"logits", tensor({1, 3}, {-800, 2, 2})}, {"uniform", tensor({1}, {0.75})}}, {{"top_k", "2"}},
        {{"scaled", tensor({3}, {-800, 2, 2})},
         {"order", tensor({3}, {1, 2, 0})},
         {"ranked", tensor({3}, {2, 2, -800})},
         {"largest", tensor({1}, {2})},
         {"shifted", tensor({3}, {0, 0, -802})},
         {"exponentials", tensor({3}, {1, 1, 0})},
         {"reached", tensor({3}, {1, 2, 2})},
         {"stays", tensor({3}, {1, 1, 0})},
         {"held", tensor({3}, {1, 1, 0})},
         {"mass", tensor({1}, {2})},
         {"shares", tensor({3}, {0.5, 0.5, 0})},
         {"cumulative", tensor({3}, {0.5, 1, 1})},
         {"mark", tensor({1}, {0.75})},
         {"place", tensor({1}, {1})},
         {"id", tensor({1}, {2})}});
}

TEST_CASE("worked: every stage has its example", "[worked]") {
  std::ifstream file(__FILE__);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  Problems problems;
  for (const Stage* stage : all_stages())
    if (text.find("(\"" + std::string(stage->id) + "\",") == std::string::npos)
      problems.add(std::string(stage->id) + " has no worked example");
  REQUIRE_NONE(problems);
}

TEST_CASE("worked: a larger score in the second tile halves what the first one summed", "[worked]") {
  // Two keys, a tile each; the second score is larger by log 2, so the first tile is rescaled by exp(-log 2) = 1/2.
  const double log2 = 0.6931471805599453;
  works("online_softmax",
        {{"masked", tensor({1, 1, 2}, {0, log2})},
         {"v", tensor({1, 2, 1}, {3, 6})},
         {"max_before", tensor({1, 1}, {0})},
         {"sum_before", tensor({1, 1}, {1})},
         {"running_before", tensor({1, 1, 1}, {3})}},
        {{"tile", "1"}, {"first", "1"}},
        {{"row_max", tensor({1, 1}, {log2})},
         {"rescale", tensor({1, 1}, {0.5})},
         {"exponentials", tensor({1, 1, 1}, {1})},
         {"row_sum", tensor({1, 1}, {1.5})},
         {"running", tensor({1, 1, 1}, {7.5})},
         {"heads", tensor({1, 1, 1}, {5})}});
}
