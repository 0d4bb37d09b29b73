/**
 * The case file: what people see of a case beside their forms, over /api and in Tasklist. Wiring: it may look at every
 * feature and owns nothing but the log of who looked at what.
 *
 * <p>Lists join the features' tables in one statement, because a page of cases must cost one query; single cases are put
 * together from the features' own services. Whatever is read here is read for one organisation.
 */
package org.redshield.bridge.casefile;
