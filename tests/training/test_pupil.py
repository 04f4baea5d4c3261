"""A pupil starts as its teacher's own layers, sees actors exchanged but no other word, and is drawn to what its teachers say."""

import random

import numpy as np
import pytest

NEEDS = "the extra `train` is not installed"
torch = pytest.importorskip("torch", reason=NEEDS)
transformers = pytest.importorskip("transformers", reason=NEEDS)
pupil = pytest.importorskip("training.pupil", reason=NEEDS)
examples = pytest.importorskip("training.examples")

HIDDEN = 64
LINE = "AID/-/actual\t-\t<A>Kenya</A> <T>sent</T> grain to <R>the people of Chad</R>, <S><O>Reuters</O></S> <C>said</C>."


@pytest.fixture(scope="module")
def teacher():
    from training.model import Reader, Sizes

    from training import settling

    torch.manual_seed(5)
    sizes = {"hidden_size": HIDDEN, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 128, "type_vocab_size": 1}
    config = transformers.BertConfig(vocab_size=8, max_position_embeddings=32, attn_implementation="eager", layer_norm_eps=1e-12, **sizes)
    table = np.random.default_rng(5).normal(size=(20, HIDDEN)).astype(np.float32)
    names = settling.names()
    reader = Reader(
        transformers.BertModel(config, add_pooling_layer=False), table, Sizes(*map(len, (names.events, names.modes, names.contexts)))
    )
    return reader.eval(), table


def test_a_pupil_that_keeps_all_is_its_teacher(teacher):
    reader, table = teacher
    made = pupil.pupil(reader.state_dict(), table, pupil.Cut((0, 1), 128)).eval()
    ids, mask = torch.tensor([[0, *range(6, 16), 2]]), torch.ones((1, 12), dtype=torch.long)
    with torch.no_grad():
        assert torch.allclose(made.hidden(ids, mask), reader.hidden(ids, mask), atol=1e-5)


def test_a_slim_layer_keeps_its_strongest_neurons(teacher):
    reader, table = teacher
    made = pupil.pupil(reader.state_dict(), table, pupil.Cut((1,), 32))
    layer = "body.encoder.layer.{}.intermediate.dense.weight"
    theirs, ours = reader.state_dict()[layer.format(1)], made.state_dict()[layer.format(0)]
    out = reader.state_dict()["body.encoder.layer.1.output.dense.weight"]
    strength = theirs.norm(dim=1) * out.norm(dim=0)
    assert ours.shape == (32, HIDDEN)
    assert torch.equal(ours, theirs[strength >= strength.sort(descending=True).values[31]])


def test_only_actors_are_exchanged():
    example = examples.parse(LINE, "en")
    made = pupil.exchanged(example, ["Peru", "the army of Mali"], random.Random(1))
    words = {tag: [made.text[start:end] for start, end in made.spans(tag)] for tag in "ARTOSC"}
    assert words["T"] == ["sent"]
    assert words["C"] == ["said"]
    assert words["A"][0] in {"Kenya", "Peru"}
    assert words["R"][0] in {"the people of Chad", "the army of Mali"}
    assert words["S"] == words["O"]
    assert made.text == f"{words['A'][0]} sent grain to {words['R'][0]}, {words['O'][0]} said."


def test_the_cost_is_least_where_the_pupil_says_what_the_teachers_say(teacher):
    from training.batches import Item, Pair
    from training.model import STATUSES

    from dragoman.engines.marking import Encoded
    from training import settling, train

    reader, names = teacher[0], settling.names()
    encoded = Encoded([0, 4, 6, 5, 7, 4, 8, 5, 2], [1, 5], [(0, 0)] * 9)
    states = reader.hidden(torch.tensor([encoded.ids]), torch.ones((1, 9), dtype=torch.long))
    one = torch.ones((1, 9), dtype=torch.long)
    said = reader.read(states, one, torch.tensor([0]), torch.tensor([1]), torch.tensor([5]))
    own = {head: said[head].softmax(-1).detach() for head in ("event", "mode", "status")}
    own |= {head: said[head].sigmoid().detach().reshape(1, -1) for head in ("context", "joint")}
    other = own | {"event": own["event"].flip(-1), "status": torch.full((1, STATUSES), 1 / STATUSES)}
    costs = []
    for soft in (own, other):
        item = Item(encoded, [Pair(0, 1, None, False, ())], (), dict.fromkeys("TSCQ", ()), soft)
        costs.append(pupil.cost(reader, train.collate([item]), names, pupil.PLAN).item())
    assert costs[0] < costs[1]
