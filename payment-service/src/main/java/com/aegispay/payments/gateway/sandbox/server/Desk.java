package com.aegispay.payments.gateway.sandbox.server;

import com.aegispay.payments.gateway.sandbox.SandboxHouse;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.Answer;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.ChargeRequest;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.FollowUpRequest;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.InquiryRequest;
import com.aegispay.payments.gateway.sandbox.SandboxProtocol.Notice;
import java.net.URI;
import java.time.InstantSource;

/** What a sandbox gateway does with a request. */
final class Desk {

  private final Books books;
  private final Notices notices;
  private final InstantSource clock;
  private final URI pages;

  /**
   * A desk.
   *
   * @param pages where customers find the challenge page
   */
  Desk(Books books, Notices notices, InstantSource clock, URI pages) {
    this.pages = pages;
    this.books = books;
    this.notices = notices;
    this.clock = clock;
  }

  /** What the caller gets to hear. */
  sealed interface Reaction {

    record Says(Answer answer) implements Reaction {}

    /** Nothing, and the connection stays open. */
    record KeepsSilent() implements Reaction {}
  }

  Reaction charge(SandboxHouse house, ChargeRequest request) {
    CardScript script = CardScript.of(request.card().number());
    if (!script.executesAt(house)) {
      return notExecuted("gateway_maintenance");
    }
    if (script == CardScript.SILENT_WITHOUT_TRACE) {
      return new Reaction.KeepsSilent();
    }
    String gateway = house.gatewayName();
    Books.Booked booked =
        books.charge(
            gateway,
            request,
            script,
            decide(script, gateway, reference("ch", request.attempt())),
            clock.instant());
    if (script == CardScript.SILENT_FOR_EVER
        || (booked.first() && script == CardScript.SILENT_AFTER_APPROVAL)) {
      return new Reaction.KeepsSilent();
    }
    if (booked.first() && script == CardScript.NOTICE_BEFORE_ANSWER) {
      boolean _ = notices.send(gateway, new Notice(request.attempt(), booked.answer()));
    }
    return said(booked.answer());
  }

  /**
   * Captures, cancels, withdraws or refunds.
   *
   * @param kind {@code capture}, {@code cancel}, {@code withdraw} or {@code refund}
   */
  Reaction followUp(SandboxHouse house, String kind, FollowUpRequest request) {
    String reference = reference(kind.substring(0, 2), request.attempt());
    return said(
        books.followUp(house.gatewayName(), kind, request, reference, clock.instant()).answer());
  }

  Reaction inquire(SandboxHouse house, InquiryRequest request) {
    if (books
        .scriptOf(house.gatewayName(), request.attempt())
        .filter(CardScript.SILENT_FOR_EVER.name()::equals)
        .isPresent()) {
      return new Reaction.KeepsSilent();
    }
    return new Reaction.Says(
        books.inquire(house.gatewayName(), request.attempt(), clock.instant()));
  }

  /** What happens by itself: refunds end, and the platform is told. */
  void tick() {
    books.settle(clock.instant());
    for (Books.DueNotice due : books.dueNotices(clock.instant())) {
      books.noticeSent(due, notices.send(due.gateway(), due.notice()), clock.instant());
    }
  }

  private Answer decide(CardScript script, String gateway, String reference) {
    return switch (script) {
      case APPROVE,
          REFUND_PENDING_THEN_DONE,
          REFUND_DONE_THEN_FAILED,
          SILENT_AFTER_APPROVAL,
          SILENT_WITHOUT_TRACE,
          SILENT_FOR_EVER,
          NOT_EXECUTED_AT_ALPHA,
          NOTICE_BEFORE_ANSWER ->
          Answer.of(SandboxProtocol.APPROVED, reference);
      case GENERIC_DECLINE -> declined("generic_decline", "The card was declined.");
      case INSUFFICIENT_FUNDS -> declined("insufficient_funds", "The card has too little money.");
      case LOST_CARD -> declined("lost_card", "The card was declined.");
      case STOLEN_CARD -> declined("stolen_card", "The card was declined.");
      case EXPIRED_CARD -> refused("expired_card", "The card has expired.");
      case INCORRECT_CVC -> refused("incorrect_cvc", "The security code is incorrect.");
      case PROCESSING_ERROR ->
          refused("processing_error", "The card's bank could not process the payment.");
      case REQUIRE_CUSTOMER, REQUIRE_CUSTOMER_THEN_DECLINE ->
          new Answer(
              SandboxProtocol.REQUIRES_ACTION,
              reference,
              null,
              null,
              null,
              pages + ChallengePage.PATH + gateway + "/" + reference);
    };
  }

  private static Answer declined(String declineCode, String message) {
    return Answer.refused(SandboxProtocol.DECLINED, "card_declined", declineCode, message);
  }

  private static Answer refused(String code, String message) {
    return Answer.refused(SandboxProtocol.DECLINED, code, null, message);
  }

  /** An attempt that was asked after before it came is not executed any more. */
  private static Reaction said(Answer booked) {
    return booked.status().equals(SandboxProtocol.NEVER_SEEN)
        ? notExecuted("asked_after_before")
        : new Reaction.Says(booked);
  }

  private static Reaction notExecuted(String code) {
    return new Reaction.Says(
        Answer.refused(SandboxProtocol.NOT_EXECUTED, code, null, "The request was not executed."));
  }

  private static String reference(String prefix, String attempt) {
    return prefix + attempt.substring(attempt.indexOf('_'));
  }
}
