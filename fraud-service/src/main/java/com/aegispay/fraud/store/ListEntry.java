package com.aegispay.fraud.store;

import com.aegispay.fraud.rules.ListedKind;
import com.aegispay.fraud.rules.Scope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A blocked or allowed value. */
@Entity
@Table(name = "list_entries")
@IdClass(ListEntry.Key.class)
@SuppressWarnings("NullAway.Init") // JPA's constructor
public class ListEntry {

  @Id private String merchantId;
  @Id private String id;

  @SuppressWarnings("UnusedVariable") // queries read it
  private boolean livemode;

  private String kind;
  private String value;
  private String action;
  private @Nullable String note;
  private @Nullable Instant expiresAt;
  private Instant createdAt;
  @Version private @Nullable Integer version;

  protected ListEntry() {}

  /**
   * @param value canonical
   */
  public ListEntry(String id, Scope scope, ListedKind kind, String value, Terms terms, Instant at) {
    this.merchantId = scope.merchantId();
    this.id = id;
    this.livemode = scope.livemode();
    this.kind = kind.toString();
    this.value = value;
    this.createdAt = at;
    change(terms);
  }

  /** What the database knows an entry by. */
  public record Key(String merchantId, String id) implements Serializable {}

  /**
   * What may be changed of an entry.
   *
   * @param block otherwise: allow
   * @param expiresAt from when on it does not count any more
   */
  public record Terms(boolean block, @Nullable String note, @Nullable Instant expiresAt) {}

  public final void change(Terms terms) {
    action = terms.block() ? "block" : "allow";
    note = terms.note();
    expiresAt = terms.expiresAt();
  }

  public String id() {
    return id;
  }

  public String kind() {
    return kind;
  }

  public String value() {
    return value;
  }

  public Terms terms() {
    return new Terms(action.equals("block"), note, expiresAt);
  }

  public Instant createdAt() {
    return createdAt;
  }
}
