using ChiSo.Application.Spreadsheets;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Spreadsheets;

public class XlsxTablesTests
{
    private static readonly Table Units = Table.Of("units", ["code", "name", "points"],
    [
        [TableCell.Of("snv"), TableCell.Of("Sở Nội vụ"), TableCell.Of(92.27m)],
        [TableCell.Of("01"), TableCell.Of("=1+1"), TableCell.Of(33.333333333333333333333333m)],
        [TableCell.Of("x"), TableCell.Blank, TableCell.Of(new DateOnly(2024, 2, 29))],
    ]);

    [Fact]
    public void Reads_back_what_was_written_with_places_people_can_find()
    {
        var read = XlsxTables.Read(Written([Units]), "round.xlsx");
        read.Problems.ShouldBeEmpty();
        var table = read.Tables.ShouldHaveSingleItem();
        (table.Name, table.Where).ShouldBe(("units", "units"));
        TableGenerator.ShouldHoldTheSame(table, Units);
        table.Rows[0].Where.ShouldBe("units!2");
        table.Rows[0].Cells.ShouldBe([new("units!A2", "snv", false), new("units!B2", "Sở Nội vụ", false), new("units!C2", "92.27", true)]);
        table.Rows[1].Cells[0].IsNumber.ShouldBeFalse();
    }

    [Fact]
    public void Several_tables_are_several_sheets() =>
        XlsxTables.Read(Written([Units, Units with { Name = "criteria" }]), "round.xlsx").Tables.Select(table => table.Name).ShouldBe(["units", "criteria"]);

    [Fact]
    public void The_same_tables_give_the_same_bytes() => Written([Units]).ToArray().ShouldBe(Written([Units]).ToArray());

    [Fact]
    public void No_digit_is_lost() => TableGenerator.Tables.Sample(table =>
    {
        var read = XlsxTables.Read(Written([table]), "t.xlsx");
        read.Problems.ShouldBeEmpty();
        TableGenerator.ShouldHoldTheSame(read.Tables.ShouldHaveSingleItem(), table);
    }, iter: 40);

    private static MemoryStream Written(Table[] tables)
    {
        var stream = new MemoryStream();
        XlsxTables.Write(stream, tables);
        stream.Position = 0;
        return stream;
    }
}
