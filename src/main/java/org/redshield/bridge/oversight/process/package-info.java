/** What the model of supervision sees. */
package org.redshield.bridge.oversight.process;
