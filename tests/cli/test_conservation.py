"""What may not be created or lost: bits, energy, scenes; and what may not come before what."""

import numpy as np
import pytest

PASSPORT = ["requested", "tasked", "commanded", "imaged", "processed", "downlink_begin",
            "downlink_end", "at_centre", "ground_processed", "delivered"]


def test_something_happens(result):
    products = result.table("products")
    assert (products.status == "delivered").sum() >= 20
    assert products[products.status == "delivered"].satellite.nunique() >= 4
    assert (result.table("deliveries").agreement != "").any()


def test_every_scene_has_one_product(result):
    images = result.table("images")
    products = result.table("products")
    key = ["satellite", "number"]
    assert not products.duplicated(key).any()
    assert set(map(tuple, images[key].values)) == set(map(tuple, products[key].values))


def test_bits_imaged_are_all_accounted_for(result):
    images = result.table("images")
    products = result.table("products")
    for satellite, scenes in images.groupby("satellite"):
        fates = products[products.satellite == satellite].groupby("status").raw_bits.sum()
        assert scenes.raw_bits.sum() == fates.sum()
    assert set(products.status) <= {"stored", "discarded", "refused", "in_transit", "at_centre",
                                    "delivered"}


def test_each_satellite_s_book_of_bits_closes(result):
    def book(name):
        return result.metric("satellites", name)
    for satellite, imaged in book("bits_imaged").items():
        parts = [book(name)[satellite] for name in (
            "bits_discarded", "bits_saved_by_compression", "bits_stored", "bits_sent")]
        assert imaged == sum(parts)


def test_what_satellites_send_stations_receive_and_centres_get(result):
    sent = sum(result.metric("satellites", "bits_sent").values())
    links = result.table("links")
    assert sent == links.bits.sum()
    products = result.table("products")
    assert sent == products.bits_sent.sum()
    received = sum(result.metric("stations", "bits_received").values())
    assert received <= sent
    assert (products[products.status == "delivered"].bits
            == products[products.status == "delivered"].bits_sent).all()


def test_links_carry_no_more_than_their_rate(result):
    links = result.table("links")
    assert (links.bits <= links.rate * (links.end - links.begin) * (1 + 1e-9) + 1).all()


def test_time_runs_forward_in_every_passport(result):
    products = result.table("products")
    times = products[PASSPORT].to_numpy()
    for row in times:
        known = row[~np.isnan(row)]
        assert (np.diff(known) >= 0).all()
    delivered = products[products.status == "delivered"]
    assert not delivered[PASSPORT].isna().any().any()


def test_nothing_is_imaged_without_having_been_commanded(result):
    tasks = result.table("tasks")
    done = tasks[tasks.outcome == "done"]
    assert len(done) > 0
    assert (done.received < done.begin).all()
    assert (done.tasked < done.received).all()


def test_an_antenna_serves_one_satellite_at_a_time(result):
    passes = result.table("passes")
    granted = passes[passes.outcome == "granted"]
    for _, on_one in granted.groupby(["station", "antenna"]):
        on_one = on_one.sort_values("aos")
        assert (on_one.aos.values[1:] >= on_one.los.values[:-1]).all()


def test_agreements_are_kept(result):
    deliveries = result.table("deliveries")
    products = result.table("products").set_index(["satellite", "number"])
    under = deliveries[deliveries.agreement != ""]
    for row in under.itertuples():
        product = products.loc[(row.satellite, row.number)]
        assert row.delivered >= row.released >= product.imaged + 3600.0 - 1e-6
        assert product.gsd >= 0.5


@pytest.mark.parametrize("satellite", ["imece", "kazstsat", "azerspace_1"])
def test_the_battery_s_book_closes(result, satellite):
    def book(name):
        return result.metric("satellites", name)[satellite]
    capacity = dict(zip(result.table("satellites").satellite,
                        result.table("satellites").battery_capacity))[satellite]
    balance = (book("energy_generated") - book("energy_used") - book("energy_shed")
               - book("energy_lost_in_battery") - book("energy_stored"))
    assert abs(balance) < 1e-6 * capacity
