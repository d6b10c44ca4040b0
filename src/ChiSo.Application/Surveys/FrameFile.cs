using System.Globalization;
using System.Text;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys;

/// <summary>Sampling frames read from CSV files, draws written to them.</summary>
public static class FrameFile
{
    /// <summary>Columns id and, if any, stratum and cluster; other columns are passed over.</summary>
    public static Result<SampleFrame> Read(string path)
    {
        var read = CsvTables.ReadFile(path);
        if (read.Tables is not [var table] || !read.Problems.IsEmpty)
            return read.Problems;

        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        if (reading.PlaceOf("id") is null)
            return new Problem("table.missing-column", table.Where, new("Tệp thiếu cột \"id\".", "The file lacks the column \"id\"."), new("Thêm cột này vào dòng tiêu đề.", "Add it to the header row."));
        return SampleFrame.Of(reading.Rows().Select(row => new FrameRow(row.Text("id"), row.Text("stratum"), row.Text("cluster"))));
    }

    /// <summary>The draw as CSV: the sample, then its reserve, stratum by stratum.</summary>
    public static string Text(Draw draw)
    {
        var text = new StringBuilder("id,stratum,cluster,order,reserve,weight\n");
        foreach (var row in draw.Rows)
            text.AppendJoin(',', Cell(row.Row.Id), Cell(row.Row.Stratum), Cell(row.Row.Cluster), row.Order.ToString(CultureInfo.InvariantCulture), row.IsReserve ? "yes" : "no", row.Weight.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        return text.ToString();
    }

    private static string Cell(string text) => text.AsSpan().ContainsAny('"', ',', ';') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
