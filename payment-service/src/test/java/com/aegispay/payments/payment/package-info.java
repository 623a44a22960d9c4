@NullMarked
package com.aegispay.payments.payment;

import org.jspecify.annotations.NullMarked;
