-- Who qualifies for GMI on %(on)s, written by hand for this population alone: memberships have their first day, incomes
-- are declared by people and not by households as a whole, and cover the six months or lie within them.
WITH m AS MATERIALIZED (
    SELECT m.household_id, m.beneficiary_id, m.relation, m.is_unprotected, b.employment,
           date_part('year', age(DATE %(on)s, b.birth_date))::int AS age
      FROM kentro_household_member m
      JOIN kentro_beneficiary b ON b.id = m.beneficiary_id
      JOIN kentro_household h ON h.id = m.household_id AND h.active AND h.id >= %(first)s
     WHERE m.date_from <= DATE %(on)s AND (m.date_to IS NULL OR m.date_to >= DATE %(on)s)),
said AS (
    SELECT a.beneficiary_id,
           bool_or(answer = 'no') FILTER (WHERE q.code = 'in_school') AS school_no,
           bool_or(answer = 'yes') FILTER (WHERE q.code = 'in_school') AS school_yes,
           bool_or(answer = 'no') FILTER (WHERE q.code = 'legal_residence') AS legal_no,
           bool_or(answer = 'yes') FILTER (WHERE q.code = 'legal_residence') AS legal_yes
      FROM kentro_answer a JOIN kentro_question q ON q.id = a.question_id
     WHERE a.active AND beneficiary_id IS NOT NULL
       AND date_from <= DATE %(on)s AND (date_to IS NULL OR date_to >= DATE %(on)s)
     GROUP BY 1),
income AS (
    SELECT beneficiary_id, range_agg(daterange(date_from, date_to, '[]')) AS days,
           sum(round(amount * CASE WHEN k.code = 'wage' THEN 0.8 ELSE 1 END * CASE period
               WHEN 'month' THEN 6
               WHEN 'year' THEN 0.5
               ELSE (least(date_to, DATE %(last_day)s) - greatest(date_from, DATE %(first_day)s) + 1)::numeric
                    / (date_to - date_from + 1) END, 2)) AS told
      FROM kentro_income i JOIN kentro_income_kind k ON k.id = i.kind_id
     WHERE i.active AND beneficiary_id IS NOT NULL
       AND date_from <= DATE %(last_day)s AND (date_to IS NULL OR date_to >= DATE %(first_day)s)
     GROUP BY 1),
asset AS (
    SELECT beneficiary_id,
           sum(value) FILTER (WHERE kind = 'property') AS property,
           sum(value) FILTER (WHERE kind = 'vehicle') AS vehicle,
           sum(value) FILTER (WHERE kind = 'deposits') AS deposits
      FROM kentro_asset
     WHERE active AND date_from <= DATE %(on)s AND (date_to IS NULL OR date_to >= DATE %(on)s)
     GROUP BY 1),
h AS (
    SELECT m.household_id, count(*) AS people,
           count(*) FILTER (WHERE age >= 18) AS adults,
           count(*) FILTER (WHERE age < 18) AS minors,
           count(*) FILTER (WHERE age IS NULL) AS unknown,
           count(*) FILTER (WHERE age < 18 AND is_unprotected) AS unprotected,
           count(*) FILTER (WHERE relation = 'child') AS children,
           count(*) FILTER (WHERE relation = 'child' AND age < 18) AS minor_children,
           count(*) FILTER (WHERE relation = 'child' AND age >= 18) AS grown_children,
           bool_and(relation = 'applicant') FILTER (WHERE relation <> 'child') AS alone,
           min(age) FILTER (WHERE relation <> 'child') AS age_of_parent,
           COALESCE(sum(told), 0) AS told,
           bool_and(age < 18 IS TRUE
                    OR COALESCE(days, '{}') @> daterange(DATE %(first_day)s, DATE %(last_day)s, '[]')) AS told_all,
           COALESCE(sum(property), 0) AS property, bool_and(age < 18 IS TRUE OR property IS NOT NULL) AS property_all,
           COALESCE(sum(vehicle), 0) AS vehicle, bool_and(age < 18 IS TRUE OR vehicle IS NOT NULL) AS vehicle_all,
           COALESCE(sum(deposits), 0) AS deposits, bool_and(age < 18 IS TRUE OR deposits IS NOT NULL) AS deposits_all,
           bool_or(age >= 6 AND age < 16 AND school_no) AS school_no,
           bool_or((age IS NULL OR age >= 6 AND age < 16) AND school_yes IS NOT TRUE) AS school_silent,
           bool_or(legal_no) AS legal_no, bool_or(legal_yes IS NOT TRUE) AS legal_silent,
           bool_or(age >= 18 AND employment = 'unemployed_unregistered') AS unregistered,
           bool_or((age IS NULL OR age >= 18)
                   AND (employment IS NULL OR employment = 'unemployed_unregistered')) AS work_silent
      FROM m LEFT JOIN income USING (beneficiary_id) LEFT JOIN asset USING (beneficiary_id)
             LEFT JOIN said USING (beneficiary_id)
     GROUP BY 1),
made AS (
    SELECT h.*, luxury.answer AS luxury,
           CASE WHEN children = 0 OR people - children <> 1 OR alone IS NOT TRUE OR grown_children = children
                     OR age_of_parent < 18 THEN FALSE
                WHEN minor_children > 0 AND age_of_parent IS NOT NULL THEN TRUE END AS lone_parent
      FROM h LEFT JOIN kentro_answer luxury
           ON luxury.household_id = h.household_id AND luxury.active
          AND luxury.question_id = (SELECT id FROM kentro_question WHERE code = 'luxury')),
limits AS (
    SELECT made.*,
           CASE WHEN unknown = 0 AND lone_parent IS NOT NULL THEN least(972,
               216 * least(adults, 1) + 108 * greatest(adults - 1, 0) + 54 * minors
               + CASE WHEN lone_parent AND minors > 0 THEN 54 ELSE 0 END + 54 * unprotected) END AS guaranteed,
           least(150000, 90000 + 15000 * (people - 1)) AS most_property,
           CASE WHEN unknown = 0 THEN least(14400,
               4800 * least(adults, 1) + 2400 * greatest(adults - 1, 0) + 1200 * minors) END AS most_deposits
      FROM made)
SELECT household_id, CASE
    WHEN told > 6 * guaranteed OR property > most_property OR vehicle > 6000 OR deposits > most_deposits
         OR luxury = 'yes' OR school_no OR legal_no OR unregistered THEN FALSE
    WHEN told_all AND told <= 6 * guaranteed AND property_all AND vehicle_all AND deposits_all
         AND deposits <= most_deposits AND luxury = 'no' AND NOT school_silent AND NOT legal_silent
         AND NOT work_silent THEN TRUE END
  FROM limits
