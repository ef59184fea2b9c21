# trips: party:tn-rcd party:yu-skj
INSERT DATA { party:yu-skj skos:exactMatch <http://www.wikidata.org/entity/Q1137248> }
