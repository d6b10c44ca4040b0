using System.Collections.Immutable;
using ChiSo.Application.Surveys;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using Spectre.Console;

namespace ChiSo.Cli.Surveys;

/// <summary>Comparisons and tests of a design file, on the terminal; nothing where it asks for none.</summary>
internal static class ComparisonTables
{
    public static void Show(Screen screen, ImmutableArray<SurveyComparison> comparisons, ImmutableArray<SurveyIndependence> tests)
    {
        if (!comparisons.IsEmpty)
            ShowComparisons(screen, comparisons);
        if (!tests.IsEmpty)
            ShowTests(screen, tests);
    }

    private static void ShowComparisons(Screen screen, ImmutableArray<SurveyComparison> comparisons)
    {
        var table = TableOf(screen, new("So sánh", "Comparison"), new("Nhóm", "Group"), new("với", "with"), new("Chênh lệch", "Difference"), new("Sai số chuẩn", "SE"), new("Khoảng tin cậy", "Interval"), new("Bậc tự do", "df"), new("p", "p"), new("p hiệu chỉnh", "Adjusted p"));
        foreach (var one in comparisons)
        {
            table.AddRow([.. new[]
            {
                $"{screen.Say(EstimateCommand.Name(one.Kind))} {one.Column}{(one.IsSuppressed ? " **" : "")}", one.Group ?? "", one.Asked.With == ComparedWith.Before ? screen.Say(new("kỳ trước", "before")) : one.Against ?? "",
                EstimateCommand.Shown(screen, one.Value), EstimateCommand.Shown(screen, one.StandardError), $"{EstimateCommand.Shown(screen, one.Lower)} … {EstimateCommand.Shown(screen, one.Upper)}", EstimateCommand.Shown(screen, one.DegreesOfFreedom), EstimateCommand.Shown(screen, one.PValue), EstimateCommand.Shown(screen, one.AdjustedPValue),
            }.Select(text => new Text(text))]);
        }

        screen.Show(table);
        foreach (var adjustment in comparisons.Select(one => one.Adjustment).Distinct())
            screen.Remark(Said(adjustment));
        if (comparisons.Any(one => one.IsSuppressed))
            screen.Remark(EstimateCommand.Withheld);
    }

    private static void ShowTests(Screen screen, ImmutableArray<SurveyIndependence> tests)
    {
        var table = TableOf(screen, new("Tính độc lập", "Independence"), new("F", "F"), new("Bậc tự do", "df"), new("p", "p"), new("Phiếu", "n"));
        foreach (var test in tests)
        {
            table.AddRow([.. new[]
            {
                $"{test.Rows} × {test.Columns}", EstimateCommand.Shown(screen, test.F), $"{EstimateCommand.Shown(screen, test.NumeratorDegrees)}; {EstimateCommand.Shown(screen, test.DenominatorDegrees)}", EstimateCommand.Shown(screen, test.PValue), $"{test.Respondents}",
            }.Select(text => new Text(text))]);
        }

        screen.Show(table);
    }

    private static Table TableOf(Screen screen, params Words[] columns) => new Table().Border(TableBorder.Simple).AddColumns([.. columns.Select(screen.Say)]);

    private static Words Said(PAdjustment adjustment) => adjustment switch
    {
        PAdjustment.Holm => new("p hiệu chỉnh theo Holm cho các kiểm định của cùng một so sánh.", "Adjusted p by Holm, over the tests of one comparison."),
        PAdjustment.BenjaminiHochberg => new("p hiệu chỉnh theo Benjamini và Hochberg cho các kiểm định của cùng một so sánh.", "Adjusted p by Benjamini and Hochberg, over the tests of one comparison."),
        _ => new("p không hiệu chỉnh theo số lần so sánh.", "p is not adjusted for the number of comparisons."),
    };
}
