/**
 * 案件页面: the case file: what people see of a case beside their forms, over /api and in Tasklist: its shell, the list, the search,
 * and the cards of tasks. What stands in it the features bring ({@link org.redshield.bridge.cases.CaseSection}, {@link
 * org.redshield.bridge.cases.Standing}). Whatever is read here is read for one organisation.
 */
package org.redshield.bridge.casefile;
