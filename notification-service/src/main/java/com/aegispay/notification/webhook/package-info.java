/** What is promised of a webhook: its body, its signature, when it is tried again. Pure. */
@NullMarked
@CheckReturnValue
package com.aegispay.notification.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
