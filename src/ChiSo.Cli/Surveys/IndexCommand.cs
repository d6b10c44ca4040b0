using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using Spectre.Console;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey index</c>: the satisfaction index of each unit with its margin of error.</summary>
internal static class IndexCommand
{
    public static Command Create(SharedOptions shared)
    {
        var survey = shared.Argument(SurveyNames.Survey, SurveyNames.SurveyMeaning);
        var command = new GuidedCommand("index", shared.Say(new("Chỉ số hài lòng của từng đơn vị, từng yếu tố, kèm sai số.", "The satisfaction index of each unit and factor, with its margin of error.")))
        {
            Examples = [new("chiso survey index hai-long-2026", new("Từ các phiếu đã thu; nhóm quá nhỏ không hiện.", "From the answers collected; groups that are too small are not shown."))],
        };
        command.Add(survey);
        var sizes = SurveyNames.Sizes(shared);
        command.Add(sizes);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            return SurveyNames.UseClosedAsync(screen, shared.DatabaseOf(parsed), parsed.GetRequiredValue(survey), (installation, live) => RunAsync(screen, installation, live, parsed.GetValue(sizes), cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, LiveSurvey survey, string? sizes, CancellationToken cancel)
    {
        var (hidden, computed, counted) = await SurveyNames.IndexAsync(installation, survey, sizes, cancel);
        if (!computed.TryGet(out var figures))
            return screen.Problems(computed.Problems);
        var response = await installation.Outcomes.SaidAsync(survey, cancel);
        if (screen.IsJson)
        {
            screen.Document(new { survey.Code, Formula = FormulaWords.Of(survey.Form), Response = response.All, Answers = hidden.Answers, Weights = SurveyNames.WeighsPeople(sizes, counted) ? "people" : "equal", Counting = counted.By.Rule, hidden.Merged, hidden.LeftOut, Figures = figures });
            return (int)ExitCode.Ok;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns([.. new Words[] { new("Đơn vị", "Unit"), new("Chỉ số", "Index"), new("Giá trị", "Value"), new("Sai số ±", "Margin ±"), new("Phiếu", "Answers") }.Select(screen.Say)]);
        foreach (var figure in figures)
        {
            var value = figure.IsHidden ? screen.Say(new("ẩn", "hidden")) : Shown(screen, figure.Value);
            var answers = figure.IsHidden ? "–" : figure.Answers.ToString(CultureInfo.InvariantCulture);
            table.AddRow([.. new[] { survey.Declaration.Unit(figure.Unit)?.Name ?? figure.Unit, Name(screen, survey, figure.Code), value, Shown(screen, figure.Margin), answers }.Select(text => new Text(text))]);
        }

        screen.Show(table);
        screen.Remark(FormulaWords.Of(survey.Form));
        screen.Remark(counted.Said);
        screen.Remark(response.All);
        SurveyNames.TellWeights(screen, SurveyNames.WeighsPeople(sizes, counted));
        SurveyNames.TellHidden(screen, hidden);
        TellSmall(screen, survey.Declaration, hidden, figures);
        return (int)ExitCode.Ok;
    }

    /// <summary>Which units have no index of their own, and why figures are hidden.</summary>
    private static void TellSmall(Screen screen, SurveyDeclaration declared, SmallGroups hidden, ImmutableArray<UnitIndex> figures)
    {
        ImmutableArray<string> without = [.. hidden.Shown.Select(group => group.Unit).Distinct().Except(figures.Select(figure => figure.Unit)).Order(StringComparer.Ordinal)];
        if (!without.IsEmpty)
            screen.Remark(new($"Dưới {declared.OwnIndexFrom} phiếu nên không có chỉ số riêng: {string.Join(", ", without)}.", $"Fewer than {declared.OwnIndexFrom} answers, so without an index of its own: {string.Join(", ", without)}."));
        if (figures.Any(figure => figure.IsHidden))
            screen.Remark(new($"Ẩn: dựa vào dưới {declared.MinimumCell} người trả lời, hoặc từ đó suy ra được số như vậy.", $"Hidden: fewer than {declared.MinimumCell} people are behind it, or such a figure could be worked out from it."));
    }

    private static string Name(Screen screen, LiveSurvey survey, string code) =>
        survey.Form.Factors.FirstOrDefault(factor => factor.Code == code)?.Label.In(survey.Form.DefaultLanguage) ?? screen.Say(new("Chỉ số hài lòng chung", "Overall satisfaction index"));

    /// <summary>Two decimals; a dash for what is undefined.</summary>
    private static string Shown(Screen screen, double? value) => value is not { } number ? "–" : screen.Say(new(number.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ','), number.ToString("0.00", CultureInfo.InvariantCulture)));
}
