/**
 * 行刑衔接: a case in which a crime is suspected goes to the police (行政执法机关移送涉嫌犯罪案件的规定). The police and the
 * procuratorate have no account; what goes to them and comes from them is carried and registered by {@code paper}.
 */
package org.redshield.bridge.referral;
