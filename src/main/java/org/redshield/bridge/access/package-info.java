/** Who may do what: sign-in to the API, roles and grants, problem details. Wiring: it may look at every feature. */
package org.redshield.bridge.access;
