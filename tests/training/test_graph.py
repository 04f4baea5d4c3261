"""The graph that ships says what the trained torch module says, but for eight bits; and the way back gives the same graph."""

import numpy as np
import onnxruntime
import pytest

NEEDS = "the extra `train` is not installed"
pytest.importorskip("onnx", reason=NEEDS)
torch = pytest.importorskip("torch", reason=NEEDS)
transformers = pytest.importorskip("transformers", reason=NEEDS)
eightbit = pytest.importorskip("training.eightbit")
graph = pytest.importorskip("training.graph")

HIDDEN, TOKENS, PLACES = 64, 12, [2, 6]
PAIRS = [(0, 1), (1, 0), (0, -1), (-1, 1)]


@pytest.fixture(scope="module")
def reader():
    from training.model import Reader, Sizes

    torch.manual_seed(3)
    sizes = {"hidden_size": HIDDEN, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 128}
    config = transformers.BertConfig(vocab_size=8, max_position_embeddings=32, attn_implementation="eager", layer_norm_eps=1e-12, **sizes)
    body = transformers.BertModel(config, add_pooling_layer=False)
    made = Reader(body, np.random.default_rng(3).normal(size=(20, HIDDEN)).astype(np.float32), Sizes(5, 7, 3))
    torch.nn.init.normal_(made.nobody)
    return made.eval()


@pytest.fixture(scope="module")
def weights(reader):
    return eightbit.of({name: value.numpy() for name, value in reader.state_dict().items()})


def run(model, words):
    ends = np.array(PAIRS, np.int64)
    ends[ends < 0] = len(PLACES)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"words": words, "places": np.array(PLACES), "actors": ends[:, 0], "recipients": ends[:, 1]})


def test_the_graph_says_what_the_module_says(reader, weights):
    ids, mask = torch.tensor([[0, *range(6, 16), 2]]), torch.ones((1, TOKENS), dtype=torch.long)
    with torch.no_grad():
        states = reader.hidden(ids, mask)
        actors, recipients = (torch.tensor([PLACES[pair[side]] if pair[side] >= 0 else -1 for pair in PAIRS]) for side in (0, 1))
        said = reader.read(states, mask, torch.zeros(len(PAIRS), dtype=torch.long), actors, recipients)
        tokens = reader.tokens(states)[0].numpy()
    found_tokens, outcomes, trigger, deep = run(graph.build(weights), reader.words(ids).numpy())
    expected = np.concatenate([said[head].numpy().reshape(len(PAIRS), -1) for head in eightbit.OUTCOMES], axis=1)
    assert deep.shape == (len(PAIRS), HIDDEN)
    assert np.abs(found_tokens - tokens).max() < 0.05
    assert np.abs(outcomes - expected).max() < 0.05
    assert np.abs(trigger - said["trigger"].numpy()).max() < 0.1


def test_the_way_back_gives_the_same_weights(weights):
    again = eightbit.of(eightbit.state_of(weights))
    assert again.keys() == weights.keys()
    assert all(np.array_equal(again[name], value) for name, value in weights.items() if name.endswith(eightbit.EIGHT))
    assert all(np.allclose(again[name], value, rtol=1e-6) for name, value in weights.items())


def test_weights_take_seven_bits_by_column():
    made = eightbit.quantised("w", np.array([[1.0, -4.0], [0.5, 2.0]], np.float32))
    assert made["w_quantized"].tolist() == [[64, -64], [32, 32]]
    assert made["w_scale"].tolist() == [1 / 64, 4 / 64]
