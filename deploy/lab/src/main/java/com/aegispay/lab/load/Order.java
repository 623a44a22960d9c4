package com.aegispay.lab.load;

import com.aegispay.lab.load.Caller.Answer;
import com.aegispay.lab.load.Caller.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * What a customer ordered and what the platform has said of it. Written by one thread, checked when
 * that has ended.
 */
final class Order {

  /** A request with its final answer. */
  record Promise(Wish wish, long amount, Request request, Answer answer) {}

  enum Wish {
    PAY,
    AUTHENTICATE,
    CAPTURE,
    CANCEL,
    REFUND
  }

  private final String id;
  private final Shop shop;
  private final Card card;
  private final long amount;
  private final List<Promise> promises = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  Order(String id, Shop shop, Card card, long amount) {
    this.id = id;
    this.shop = shop;
    this.card = card;
    this.amount = amount;
  }

  String id() {
    return id;
  }

  Shop shop() {
    return shop;
  }

  Card card() {
    return card;
  }

  long amount() {
    return amount;
  }

  synchronized void promised(Promise promise) {
    promises.add(promise);
  }

  /** A promise was broken that can be told at once. */
  synchronized void broken(String how) {
    broken.add(how);
  }

  synchronized List<Promise> promises() {
    return List.copyOf(promises);
  }

  synchronized List<String> broken() {
    return List.copyOf(broken);
  }
}
