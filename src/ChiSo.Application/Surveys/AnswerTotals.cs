using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys;

/// <summary>Adds up the answers of a file by sampled unit without keeping them: what means and their errors need.</summary>
/// <remarks>Strata and units are numbers; units are numbered within their stratum or throughout.</remarks>
public static class AnswerTotals
{
    /// <returns>The totals, or every problem of the header, or the first of the rows.</returns>
    public static Result<ClusterTotals> Read(Stream stream, string file, ColumnNames names)
    {
        var opened = PlainNumberReader.Open(stream, file);
        if (!opened.TryGet(out var reader))
            return opened.Problems;

        ImmutableArray<Problem> missing = [.. new[] { names.Stratum, names.Unit, names.Weight }.OfType<string>().Concat(names.Items).Where(name => !reader.Columns.Contains(name, StringComparer.Ordinal))
            .Select(name => new Problem("table.missing-column", file, new($"Tệp thiếu cột \"{name}\".", $"The file lacks the column \"{name}\"."), new("Thêm cột này vào dòng tiêu đề.", "Add it to the header row.")))];
        return missing.IsEmpty ? Sum(reader, file, names) : missing;
    }

    private static Result<ClusterTotals> Sum(PlainNumberReader reader, string file, ColumnNames names)
    {
        int PlaceOf(string? name) => name is null ? -1 : reader.Columns.IndexOf(name);
        var (stratumPlace, unitPlace, weightPlace) = (PlaceOf(names.Stratum), PlaceOf(names.Unit), PlaceOf(names.Weight));
        int[] items = [.. names.Items.Select(PlaceOf)];
        var isBlock = items.Index().All(item => item.Item == items[0] + item.Index);

        var totals = new ClusterTotals(items.Length);
        var units = new UnitNumbers(totals);
        var (row, answers) = (new double[reader.Columns.Length], new double[items.Length]);
        while (reader.Read(row))
        {
            var weight = weightPlace < 0 ? 1 : row[weightPlace];
            if (!(weight >= 0) || (weight == 0 && names.AreWeightsPositive))
                return Unusable(reader, names.Weight!); // only a given weight can be wrong
            var stratum = stratumPlace < 0 ? 0 : row[stratumPlace];
            if (double.IsNaN(stratum))
                return Unusable(reader, names.Stratum!); // the same
            if (unitPlace >= 0 && double.IsNaN(row[unitPlace]))
                return Unusable(reader, names.Unit!); // the same
            var unit = unitPlace < 0 ? units.AddAlone(stratum) : units.Of(stratum, row[unitPlace]);
            if (isBlock)
            {
                totals.AddRow(unit, weight, row.AsSpan(items[0], items.Length));
                continue;
            }

            for (var item = 0; item < items.Length; item++)
                answers[item] = row[items[item]];
            totals.AddRow(unit, weight, answers);
        }

        if (names.AreUnitsUnique && units.StandTwice)
            return Unusable($"{file}:{names.Unit}");
        return reader.Problem is { } problem ? problem : totals;
    }

    private static Problem Unusable(PlainNumberReader reader, string column) => Unusable($"{reader.Where}:{column}");

    internal static Problem Unusable(string where) =>
        new("survey.design-cell", where, new("Ô này của thiết kế mẫu trống hoặc không dùng được.", "This cell of the design is empty or can't be used."),
            new("Ghi tầng, đơn vị mẫu và một trọng số không âm.", "Write the stratum, the sampled unit and a weight of zero or more."));

    /// <summary>Numbers of strata and units by their names in the file; neighbours in the file mostly share them.</summary>
    private sealed class UnitNumbers(ClusterTotals totals)
    {
        private readonly Dictionary<double, int> strata = [];
        private readonly Dictionary<(double Stratum, double Unit), int> units = [];
        private (double Stratum, double Unit) last = (double.NaN, double.NaN);
        private int lastNumber;

        /// <summary>Whether a unit has its name from two strata.</summary>
        public bool StandTwice => units.Keys.Select(unit => unit.Unit).Distinct().Count() < units.Count;

        public int Of(double stratum, double unit)
        {
            if (last == (stratum, unit))
                return lastNumber;
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(units, (stratum, unit), out var exists);
            if (!exists)
                number = AddAlone(stratum);
            (last, lastNumber) = ((stratum, unit), number);
            return number;
        }

        public int AddAlone(double stratum)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(strata, stratum, out var exists);
            if (!exists)
                number = totals.AddStratum();
            return totals.AddUnit(number);
        }
    }
}
