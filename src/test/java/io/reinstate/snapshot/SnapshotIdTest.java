package io.reinstate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.ReinstateException;
import io.reinstate.storage.InvalidStepKey;
import io.reinstate.storage.Json;
import io.reinstate.storage.StepKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotIdTest {

  private static final String TEXT = "shop/pre-rollback-20261121T024546.123Z";

  @Test
  void textFormIsReadBack() {
    var id = SnapshotId.parse(TEXT);

    assertThat(id).hasToString(TEXT);
    assertThat(id.application()).isEqualTo(Shop.ID);
    assertThat(id.label()).isEqualTo(SnapshotLabel.PRE_ROLLBACK);
    assertThat(id.created()).isEqualTo(Instant.parse("2026-11-21T02:45:46.123Z"));
  }

  @Test
  void jsonFormIsTheText() throws Exception {
    var json = Json.MAPPER.writeValueAsString(SnapshotId.parse(TEXT));

    assertThat(json).isEqualTo('"' + TEXT + '"');
    assertThat(Json.MAPPER.readValue(json, SnapshotId.class)).isEqualTo(SnapshotId.parse(TEXT));
  }

  @Test
  void nameIsMadeOfLabelAndTime() {
    assertThat(SnapshotId.of(Shop.ID, SnapshotLabel.INITIAL, Shop.NOW))
        .hasToString("shop/initial-20261121T024546.123Z");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "shop",
        "shop/",
        "/initial-20261121T024546.123Z",
        "../initial-20261121T024546.123Z",
        "shop/../initial-20261121T024546.123Z",
        "shop/../../etc",
        "shop/initial-20261121T024546.123Z/..",
        "shop/initial-20261121T024546.123Z\n",
        "shop/initial-20261321T024546.123Z",
        "shop/initial-20260230T024546.123Z",
        "shop/initial-20261121T024546Z",
        "shop/Initial-20261121T024546.123Z",
        "shop/-20261121T024546.123Z",
        "shop/.tmp-20261121T024546.123Z",
        "shop/initial-20261121T024546.123Z\0"
      })
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> SnapshotId.parse(text))
        .isInstanceOf(InvalidSnapshotName.class)
        .isInstanceOf(ReinstateException.class)
        .hasMessageContaining("shop/initial-20261121T024546.123Z");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"Big", "a/b", "..", "1st", "a b"})
  void labelFollowsTheRuleOfNames(String label) {
    assertThatThrownBy(() -> new SnapshotLabel(label)).isInstanceOf(InvalidSnapshotName.class);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"..", ".hidden", "a/b", "a b", "+a", "a\nb"})
  void keyThatCouldLeaveItsDirectoryIsRefused(String key) {
    assertThatThrownBy(() -> StepKey.check(key)).isInstanceOf(InvalidStepKey.class);
  }
}
