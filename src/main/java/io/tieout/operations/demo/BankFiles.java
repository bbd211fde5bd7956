package io.tieout.operations.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The bank's side: a camt.053 statement with the deposits and an unrelated line. */
final class BankFiles {

    private static final BigDecimal OPENING = new BigDecimal("10000.00");

    private BankFiles() {}

    /** One booked entry. */
    record Entry(String reference, BigDecimal amount, String counterparty, String remittance) {}

    static DemoFile statement(LocalDate day, List<Entry> entries) {
        var closing = OPENING;
        var parts = new ArrayList<String>();
        for (var entry : entries) {
            closing = closing.add(entry.amount());
            parts.add("""
                        <Ntry><NtryRef>%s</NtryRef><Amt Ccy="EUR">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts>BOOK</Sts>
                          <BookgDt><Dt>%s</Dt></BookgDt><ValDt><Dt>%s</Dt></ValDt><AcctSvcrRef>%s</AcctSvcrRef>
                          <BkTxCd><Prtry><Cd>166</Cd></Prtry></BkTxCd>
                          <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
                            <RltdPties><Dbtr><Nm>%s</Nm></Dbtr></RltdPties>
                            <RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\
                    """.formatted(
                            entry.reference(),
                            entry.amount().abs(),
                            entry.amount().signum() < 0 ? "DBIT" : "CRDT",
                            day,
                            day,
                            entry.reference(),
                            entry.counterparty(),
                            entry.remittance()));
        }
        var body =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
                  <GrpHdr><MsgId>NL-%s</MsgId><CreDtTm>%sT18:00:00</CreDtTm></GrpHdr>
                  <Stmt><Id>NL-STMT-%s</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>%sT18:00:00</CreDtTm>
                    <Acct><Id><IBAN>%s</IBAN></Id><Ccy>EUR</Ccy></Acct>
                    <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>
                    <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>
                %s
                  </Stmt></BkToCstmrStmt></Document>
                """.formatted(day, day, day, day, Retailer.IBAN, OPENING, day, closing, day, String.join("\n", parts));
        return DemoFile.xml("camt053-" + day + ".xml", Retailer.BANK, "bank-statement", body);
    }
}
