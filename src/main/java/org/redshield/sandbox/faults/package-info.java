/** What a tester can make go wrong; the format stands at {@link org.redshield.sandbox.faults.Fault}. */
package org.redshield.sandbox.faults;
