package com.aegispay.payments.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.aegispay.money.Money;
import com.aegispay.payments.payment.AttemptId;
import com.aegispay.payments.vault.CardDetails;
import java.time.Duration;
import java.time.YearMonth;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link Gateway} has to pass, whatever gateway is behind it. */
public abstract class GatewayContract {

  protected static final Money TEN_EUROS = Money.of(1000, "EUR");
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration HASTY = Duration.ofMillis(400);

  /** The adapter, talking to a gateway that answers well within 400 ms unless it is silent. */
  protected abstract Gateway gateway();

  protected abstract String approvedCard();

  protected abstract String declinedCard();

  /** The gateway approves, but its answer does not come. */
  protected abstract String silentApprovedCard();

  /** Nothing reaches the gateway, and no answer comes. */
  protected abstract String silentLostCard();

  /** Nothing happens before the customer has proved who they are. */
  protected abstract String challengedCard();

  /** The customer comes to this address and proves who they are. */
  protected abstract void customerComesTo(String url);

  /** How much money of an attempt's charge the gateway has moved or holds, by its own books. */
  protected abstract long booked(AttemptId attempt);

  @Test
  void an_approved_charge_has_a_reference_and_is_booked_once_however_often_it_is_asked_for() {
    Charge charge = charge(approvedCard(), PATIENT);

    GatewayAnswer first = gateway().authorize(charge);
    GatewayAnswer second = gateway().authorize(charge);

    assertThat(first)
        .asInstanceOf(type(GatewayAnswer.Approved.class))
        .extracting(GatewayAnswer.Approved::reference)
        .asString()
        .isNotEmpty();
    assertThat(second).isEqualTo(first);
    assertThat(booked(charge.attempt())).isEqualTo(1000);
  }

  @Test
  void a_decline_is_final_and_moves_nothing() {
    Charge charge = charge(declinedCard(), PATIENT);

    GatewayAnswer answer = gateway().authorize(charge);

    assertThat(answer).isInstanceOf(GatewayAnswer.Declined.class);
    assertThat(gateway().authorize(charge)).isEqualTo(answer);
    assertThat(gateway().inquire(charge.attempt(), PATIENT)).isEqualTo(new Inquiry.Known(answer));
    assertThat(booked(charge.attempt())).isZero();
  }

  @Test
  void silence_is_unknown_and_the_inquiry_tells_that_it_was_approved() {
    Charge charge = charge(silentApprovedCard(), HASTY);

    assertThat(gateway().authorize(charge)).isInstanceOf(GatewayAnswer.Unknown.class);

    assertThat(gateway().inquire(charge.attempt(), PATIENT))
        .asInstanceOf(type(Inquiry.Known.class))
        .extracting(Inquiry.Known::answer)
        .isInstanceOf(GatewayAnswer.Approved.class);
    assertThat(booked(charge.attempt())).isEqualTo(1000);
  }

  @Test
  void silence_is_unknown_and_the_inquiry_tells_that_it_never_arrived() {
    Charge charge = charge(silentLostCard(), HASTY);

    assertThat(gateway().authorize(charge)).isInstanceOf(GatewayAnswer.Unknown.class);

    assertThat(gateway().inquire(charge.attempt(), PATIENT)).isEqualTo(new Inquiry.NeverSeen());
    assertThat(booked(charge.attempt())).isZero();
  }

  @Test
  void what_was_never_seen_when_it_was_asked_after_is_not_executed_later() {
    Charge late = charge(approvedCard(), PATIENT);

    assertThat(gateway().inquire(late.attempt(), PATIENT)).isEqualTo(new Inquiry.NeverSeen());

    assertThat(gateway().authorize(late)).isInstanceOf(GatewayAnswer.SoftFailure.class);
    assertThat(gateway().inquire(late.attempt(), PATIENT)).isEqualTo(new Inquiry.NeverSeen());
    assertThat(booked(late.attempt())).isZero();
  }

  @Test
  void a_held_amount_is_captured_in_part_and_the_rest_released() {
    String reference = held();

    assertThat(gateway().capture(followUp(reference, 600)))
        .isInstanceOf(GatewayAnswer.Approved.class);
    assertThat(gateway().capture(followUp(reference, 401)))
        .isInstanceOf(GatewayAnswer.Declined.class);
    assertThat(gateway().cancel(followUp(reference, 400)))
        .isInstanceOf(GatewayAnswer.Approved.class);
    assertThat(gateway().refund(followUp(reference, 601)))
        .isInstanceOf(GatewayAnswer.Declined.class);
    assertThat(gateway().refund(followUp(reference, 600)))
        .isInstanceOf(GatewayAnswer.Approved.class);
  }

  @Test
  void a_capture_is_done_once_however_often_it_is_asked_for() {
    String reference = held();
    FollowUp capture = followUp(reference, 1000);

    GatewayAnswer first = gateway().capture(capture);

    assertThat(first).isInstanceOf(GatewayAnswer.Approved.class);
    assertThat(gateway().capture(capture)).isEqualTo(first);
    assertThat(gateway().inquire(capture.attempt(), PATIENT)).isEqualTo(new Inquiry.Known(first));
    assertThat(gateway().refund(followUp(reference, 1000)))
        .isInstanceOf(GatewayAnswer.Approved.class);
    assertThat(gateway().refund(followUp(reference, 1))).isInstanceOf(GatewayAnswer.Declined.class);
  }

  @Test
  void of_a_challenge_that_was_withdrawn_nothing_comes_any_more() {
    Charge charge = charge(challengedCard(), PATIENT);
    GatewayAnswer.NeedsCustomer asked = challenged(charge);
    FollowUp withdrawal = followUp(asked.reference(), 1000);

    GatewayAnswer first = gateway().withdraw(withdrawal);

    assertThat(first).isInstanceOf(GatewayAnswer.Approved.class);
    assertThat(gateway().withdraw(withdrawal)).isEqualTo(first);
    customerComesTo(asked.url());
    assertThat(gateway().inquire(charge.attempt(), PATIENT))
        .asInstanceOf(type(Inquiry.Known.class))
        .extracting(Inquiry.Known::answer)
        .isInstanceOf(GatewayAnswer.Declined.class);
    assertThat(booked(charge.attempt())).isZero();
  }

  @Test
  void a_charge_that_waits_for_nobody_is_not_withdrawn() {
    Charge charge = charge(challengedCard(), PATIENT);
    GatewayAnswer.NeedsCustomer asked = challenged(charge);
    customerComesTo(asked.url());

    assertThat(gateway().withdraw(followUp(asked.reference(), 1000)))
        .isInstanceOf(GatewayAnswer.Declined.class);

    assertThat(gateway().inquire(charge.attempt(), PATIENT))
        .asInstanceOf(type(Inquiry.Known.class))
        .extracting(Inquiry.Known::answer)
        .isInstanceOf(GatewayAnswer.Approved.class);
    assertThat(booked(charge.attempt())).isEqualTo(1000);
    assertThat(gateway().withdraw(followUp(held(), 1000)))
        .isInstanceOf(GatewayAnswer.Declined.class);
  }

  @Test
  void what_somebody_else_sends_as_a_notice_is_not_believed() {
    assertThat(gateway().read("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), name -> null))
        .isEqualTo(new GatewayNotice.NotGenuine());
  }

  protected static AttemptId attempt() {
    return new AttemptId("att_" + UUID.randomUUID());
  }

  protected static Charge charge(String card, Duration timeout) {
    return new Charge(attempt(), TEN_EUROS, true, card(card), null, timeout);
  }

  protected static CardDetails card(String number) {
    return new CardDetails(number, YearMonth.of(2034, 12), "123", null);
  }

  protected static FollowUp followUp(String reference, long minor) {
    return new FollowUp(attempt(), reference, Money.of(minor, "EUR"), PATIENT);
  }

  private GatewayAnswer.NeedsCustomer challenged(Charge charge) {
    return gateway().authorize(charge) instanceof GatewayAnswer.NeedsCustomer asked
        ? asked
        : new GatewayAnswer.NeedsCustomer("none", "none");
  }

  private String held() {
    GatewayAnswer answer =
        gateway()
            .authorize(
                new Charge(attempt(), TEN_EUROS, false, card(approvedCard()), null, PATIENT));
    return answer instanceof GatewayAnswer.Approved(String reference) ? reference : "none";
  }
}
