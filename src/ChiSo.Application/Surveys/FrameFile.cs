using System.Globalization;
using System.Text;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Sampling;
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

    /// <summary>Columns id, unit and, if any, stratum and cluster, as lists of people have them: drawn within their units.</summary>
    public static Result<SampleFrame> ReadByUnit(string path) => InviteeFile.Read(path) is var read && read.TryGet(out var people) ? SampleDrawing.FrameOf(people) : read.Problems;

    /// <summary>The draw as CSV: the sample, then its reserve, stratum by stratum.</summary>
    public static string Text(Draw draw) => Text("id,stratum,cluster,order,reserve,weight", draw.Rows.Select(row => (string[])[row.Row.Id, row.Row.Stratum, row.Row.Cluster, .. Drawn(row.Order, row.IsReserve, row.Weight)]));

    /// <summary>A draw from <see cref="SampleDrawing.FrameOf"/> as CSV, with the unit of each person in a column of its own: what people are invited from.</summary>
    public static string TextByUnit(Draw draw) => Text("id,unit,stratum,cluster,order,reserve,weight", SampleDrawing.People(draw).Select(one => (string[])[one.Id, one.Unit, one.Stratum, one.Cluster, .. Drawn(one.Order, one.IsReserve, one.Weight)]));

    /// <summary>People as CSV, to be drawn within their units.</summary>
    public static string Text(IEnumerable<Invitee> people) => Text("id,unit,stratum,cluster", people.Select(one => new[] { one.Reference, one.Unit, one.Stratum, one.Cluster }));

    private static string[] Drawn(int order, bool isReserve, double weight) => [order.ToString(CultureInfo.InvariantCulture), isReserve ? "yes" : "no", weight.ToString("R", CultureInfo.InvariantCulture)];

    private static string Text(string head, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder(head).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Cell)).Append('\n');
        return text.ToString();
    }

    private static string Cell(string text) => text.AsSpan().ContainsAny('"', ',', ';') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
