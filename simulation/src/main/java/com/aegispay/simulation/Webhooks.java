package com.aegispay.simulation;

import com.aegispay.payments.gateway.GatewayAnswer;
import com.aegispay.payments.gateway.GatewayNotice;
import com.aegispay.payments.payment.AttemptId;

/**
 * A gateway's webhooks: lost, doubled, late and out of order. That a refund came back, or a
 * customer to a challenge, is told until it is heard: it happens after the attempt has ended here,
 * when nobody asks any more.
 */
final class Webhooks {

  private static final int TRIES = 5;

  private final Platform platform;
  private final World world;
  private final House house;
  private final Life life;

  Webhooks(Platform platform, House house) {
    this.platform = platform;
    this.world = platform.world();
    this.house = house;
    this.life = new Life("webhooks of " + house.name);
  }

  void begin() {
    house.listen(this::tell);
  }

  private void tell(AttemptId attempt, GatewayAnswer answer) {
    boolean must = house.challenged.contains(attempt) || answer.equals(House.RETURNED);
    if (!must && world.chance(platform.nature().weather().noticeLost())) {
      return;
    }
    send(attempt, answer, must);
    if (world.chance(platform.nature().weather().noticeTwice())) {
      send(attempt, answer, must);
    }
  }

  private void send(AttemptId attempt, GatewayAnswer answer, boolean must) {
    world.in(
        world.chance(0.5) ? world.between(0, 200_000) : world.between(0, 60_000_000),
        () -> world.start(life, () -> deliver(new GatewayNotice.Said(attempt, answer), must)));
  }

  private void deliver(GatewayNotice.Said said, boolean must) {
    for (int i = 0; must || i < TRIES; i++) {
      if (platform.call(life, node -> node.hear.hear(house.name, said)).isPresent()) {
        return;
      }
      world.rest(world.between(1_000_000, 30_000_000));
    }
  }
}
