/**
 * HTTP in: request ids, strict JSON, lists, sizes, timings, and one place where errors become
 * problems.
 */
@NullMarked
@CheckReturnValue
package com.aegispay.starter.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
