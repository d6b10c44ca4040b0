using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>A file of answers with its adjusted weights, for programs of statistics: every column its design names, and the weights beside them.</summary>
public static class DesignExport
{
    private const string FinalWeight = "final_weight";
    private const string BaseWeight = "base_weight";
    private const int Decimals = 6;

    public static Result<LabelledTable> Table(string title, DesignFile file, AnswerTable answers, WeightedSample sample)
    {
        var labels = file.LabelColumns().Distinct(StringComparer.Ordinal).ToArray();
        var numbers = file.NumberColumns().Distinct(StringComparer.Ordinal).ToArray();
        var columns = ImmutableArray.CreateBuilder<(Variable Variable, Func<int, Datum> Of)>();
        columns.AddRange(labels.Except(numbers, StringComparer.Ordinal).Select(column => Text(column, answers.Labels(column))));
        columns.AddRange(numbers.Select(column => Number(column, answers.Numbers(column))));
        var replicates = ImmutableArray.CreateBuilder<(Variable Variable, Func<int, Datum> Of)>();
        for (var replicate = 0; replicate < (sample.Replicates?.Count ?? 0); replicate++)
        {
            var found = sample.WeightsOf(replicate);
            if (!found.TryGet(out var weights))
                return found.Problems;
            replicates.Add(Number(string.Create(CultureInfo.InvariantCulture, $"replicate{replicate + 1}"), weights));
        }

        if (file.Calibration is not null)
            columns.Add(Number(BaseOf(file), sample.BeforeCalibration.Weights));
        columns.Add(Number(WeightOf(file), sample.Design.Weights));
        columns.AddRange(replicates);
        return new LabelledTable(title, [.. columns.Select(column => column.Variable)], Enumerable.Range(0, answers.Rows).Select(row => (ImmutableArray<Datum>)[.. columns.Select(column => column.Of(row))]));
    }

    /// <summary>As CSV holds it: numbers with a point, empty for no answer.</summary>
    public static TableRows Rows(LabelledTable table) => new("answers", [.. table.Variables.Select(variable => variable.Name)],
        table.Rows.Select(row => (ImmutableArray<TableCell>)[.. row.Select((datum, at) => TableCell.Of(table.Variables[at].Kind == VariableKind.Text ? datum.Text : datum.Number?.ToString("R", CultureInfo.InvariantCulture) ?? ""))]));

    /// <summary>The column of the adjusted weights: a name no other column has.</summary>
    internal static string WeightOf(DesignFile file) => Free(FinalWeight, file);

    /// <summary>Likewise that of the weights a calibration starts from.</summary>
    internal static string BaseOf(DesignFile file) => Free(BaseWeight, file);

    private static string Free(string name, DesignFile file)
    {
        var taken = file.LabelColumns().Concat(file.NumberColumns()).ToHashSet(StringComparer.Ordinal);
        while (taken.Contains(name))
            name += "_";
        return name;
    }

    private static (Variable Variable, Func<int, Datum> Of) Text(string name, Grouping labels) =>
        (new(name, name, VariableKind.Text) { Width = labels.Names.Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty(1).Max() }, row => Datum.Of(labels.Names[labels.Codes[row]]));

    private static (Variable Variable, Func<int, Datum> Of) Number(string name, ImmutableArray<double> values) =>
        (new(name, name, VariableKind.Scale) { Decimals = values.All(value => double.IsNaN(value) || value == Math.Floor(value)) ? 0 : Decimals }, row => Datum.Of(double.IsNaN(values[row]) ? null : values[row]));
}
