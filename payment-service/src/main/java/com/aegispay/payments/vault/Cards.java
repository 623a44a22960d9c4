package com.aegispay.payments.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aegispay.keyring.Keyring;
import com.aegispay.payments.payment.MerchantId;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.tenant.MerchantRows;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The cards that merchants gave us, sealed; and the tokens that stand for them. */
public final class Cards implements Vault {

  private static final String INSERT =
      """
      insert into tokens (merchant_id, token_id, livemode, sealed, brand, last4, bin, exp_month, exp_year, fingerprint, created_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** Tokens never change, so that what was read or written here once is not read again. */
  private final Cache<Key, Kept> lately =
      Caffeine.newBuilder().maximumSize(20_000).expireAfterAccess(Duration.ofMinutes(10)).build();

  private final MerchantRows rows;
  private final Keyring keyring;
  private final Ids ids;
  private final InstantSource clock;

  private record Key(String merchant, String token) {}

  /** A token and the card that it stands for, sealed as it is in its row. */
  private record Kept(Token token, String sealed) {}

  public Cards(MerchantRows rows, Keyring keyring, Ids ids, InstantSource clock) {
    this.rows = rows;
    this.keyring = keyring;
    this.ids = ids;
    this.clock = clock;
  }

  /** Checks a card; keeps nothing. */
  public CardCheck check(CardInput input) {
    return CardRules.check(input, clock.instant());
  }

  /** Seals a card and keeps it under a new token, in one statement. The security code is left. */
  public Token keep(MerchantId merchant, boolean livemode, CardDetails card) {
    Token token =
        new Token(
            ids.next("tok"),
            livemode,
            card.brand().wireName(),
            card.last4(),
            card.bin(),
            card.expiry().getMonthValue(),
            card.expiry().getYear(),
            keyring.fingerprint("card:" + merchant, card.number().getBytes(UTF_8)),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    String sealed = keyring.seal(written(card), context(merchant, token.id()));
    int written =
        rows.update(
            merchant.value(),
            INSERT,
            merchant.value(),
            token.id(),
            livemode,
            sealed,
            token.brand(),
            token.last4(),
            token.bin(),
            token.expMonth(),
            token.expYear(),
            token.fingerprint(),
            Timestamp.from(token.createdAt()));
    if (written != 1) {
      throw new IllegalStateException("the token was not written");
    }
    lately.put(new Key(merchant.value(), token.id()), new Kept(token, sealed));
    return token;
  }

  /** A token of this merchant in this mode; empty when there is none. */
  public Optional<Token> find(MerchantId merchant, boolean livemode, String tokenId) {
    return kept(merchant, tokenId).map(Kept::token).filter(token -> token.livemode() == livemode);
  }

  /**
   * The card itself, without its security code, for a call to a gateway and for nothing else.
   *
   * @throws IllegalStateException when this merchant has no such token: the caller has found it
   *     before
   */
  @Override
  public CardDetails open(MerchantId merchant, String tokenId) {
    return kept(merchant, tokenId)
        .map(kept -> read(keyring.unseal(kept.sealed(), context(merchant, tokenId))))
        .orElseThrow(() -> new IllegalStateException("there is no token " + tokenId));
  }

  private Optional<Kept> kept(MerchantId merchant, String tokenId) {
    Key key = new Key(merchant.value(), tokenId);
    Kept known = lately.getIfPresent(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Kept> found = load(merchant, tokenId);
    found.ifPresent(kept -> lately.put(key, kept));
    return found;
  }

  private Optional<Kept> load(MerchantId merchant, String tokenId) {
    return rows
        .query(
            merchant.value(),
            """
            select livemode, brand, last4, bin, exp_month, exp_year, fingerprint, created_at, sealed
            from tokens where merchant_id = ? and token_id = ?
            """,
            (row, _) ->
                new Kept(
                    new Token(
                        tokenId,
                        row.getBoolean("livemode"),
                        row.getString("brand"),
                        row.getString("last4"),
                        row.getString("bin"),
                        row.getInt("exp_month"),
                        row.getInt("exp_year"),
                        row.getString("fingerprint"),
                        row.getTimestamp("created_at").toInstant()),
                    row.getString("sealed")),
            merchant.value(),
            tokenId)
        .stream()
        .findFirst();
  }

  /** A sealed card opens only in its own row. */
  private static String context(MerchantId merchant, String tokenId) {
    return "card:" + merchant + ":" + tokenId;
  }

  private static byte[] written(CardDetails card) {
    String holder = card.holderName() == null ? "" : card.holderName();
    return String.join("\n", card.number(), card.expiry().toString(), holder).getBytes(UTF_8);
  }

  private static CardDetails read(byte[] written) {
    String[] lines = new String(written, UTF_8).split("\n", 3);
    return new CardDetails(
        lines[0], YearMonth.parse(lines[1]), null, lines[2].isEmpty() ? null : lines[2]);
  }
}
