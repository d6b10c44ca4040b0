using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using CsCheck;
using Shouldly;

namespace ChiSo.Application.Tests.Spreadsheets;

/// <summary>Tables of every shape: clean texts of any letters, numbers of any length; no row is empty.</summary>
internal static class TableGenerator
{
    private static readonly string[] Awkward = ["_x0041_", "'", "a,b;c", "\"\"", "sep=;", "1,25", "TRUE", "01", "=SUM(A1)", "'=1", "''@a", "-cmd|' /C calc'!A0", "\u0001", "Ủy ban"];

    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["aâđÐ ,;\"'=-+@\n\r\t_x0041_"], 0, 12],
        Gen.Int[0, Awkward.Length - 1].Select(i => Awkward[i]));

    private static readonly Gen<TableCell> Cell = Gen.OneOf(
        Words.Select(text => TableCell.Of(NfcText.Clean(text))),
        Gen.Decimal.Select(number => TableCell.Of(decimal.Round(number, 12))),
        Gen.Select(Gen.Long, Gen.Int[0, 18]).Select((digits, places) => TableCell.Of(new decimal((int)digits, (int)(digits >> 32), 0, false, (byte)places))));

    public static Gen<Table> Tables { get; } = Gen.Select(Gen.Int[1, 5], Gen.Int[0, 6]).SelectMany((columns, rows) =>
        Cell.Array[columns * rows].Select(cells => Table.Of(
            "t",
            [.. Enumerable.Range(1, columns).Select(i => $"cột {i}")],
            cells.Chunk(columns).Where(row => row.Any(cell => cell.Text.Length > 0)).Select(row => row.ToImmutableArray()))));

    public static void ShouldHoldTheSame(Table read, Table written)
    {
        read.Columns.ShouldBe(written.Columns);
        read.Rows.Select(Texts).ShouldBe(written.Rows.Select(Texts));

        static string Texts(TableRow row) => string.Join('|', row.Cells.Select(cell => cell.Text));
    }
}
