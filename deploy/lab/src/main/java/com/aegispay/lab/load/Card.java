package com.aegispay.lab.load;

import java.util.random.RandomGenerator;

/** The sandbox's cards that load is made of, and how many of a hundred payments use each. */
public enum Card {
  APPROVED("4242424242424242", 44),
  APPROVED_TOO("5555555555554444", 10),
  DECLINED("4000000000000002", 5),
  INSUFFICIENT_FUNDS("4000000000009995", 3),
  SILENT_APPROVED("4000000000110009", 6),
  SILENT_NEVER_SEEN("4000000000110017", 5),
  SOFT_FAILURE("4000000000110025", 5),
  NOTICE_FIRST("4000000000110033", 5),
  REFUND_PENDING("4000000000007726", 4),
  REFUND_FAILS_LATER("4000000000005126", 3),
  CHALLENGED("4000002760003184", 8),
  CHALLENGED_THEN_DECLINED("4000008400001629", 2);

  private final String number;
  private final int share;

  Card(String number, int share) {
    this.number = number;
    this.share = share;
  }

  public String number() {
    return number;
  }

  /** One of them, in proportion. */
  static Card draw(RandomGenerator random) {
    int point = random.nextInt(100);
    for (Card card : values()) {
      point -= card.share;
      if (point < 0) {
        return card;
      }
    }
    return APPROVED;
  }
}
