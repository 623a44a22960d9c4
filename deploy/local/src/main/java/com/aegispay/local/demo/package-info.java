/**
 * The program behind {@code ./aegispay demo}: a merchant's day through the public API, and whether
 * it adds up.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.local.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
