@NullMarked
package com.aegispay.payments;

import org.jspecify.annotations.NullMarked;
