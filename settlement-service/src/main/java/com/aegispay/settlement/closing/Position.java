package com.aegispay.settlement.closing;

import com.aegispay.money.CurrencyCode;
import com.aegispay.settlement.ledger.Book;

/** A book in one currency: what one settlement closes. */
public record Position(Book book, CurrencyCode currency) {}
