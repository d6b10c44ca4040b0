using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Surveys;

/// <summary>What commands on open surveys share.</summary>
internal static class SurveyNames
{
    public static Words Survey { get; } = new("CUỘC-KHẢO-SÁT", "SURVEY");

    public static Words SurveyMeaning { get; } = new("Mã cuộc khảo sát.", "The code of the survey.");

    /// <summary>Runs a command on a survey that was opened.</summary>
    public static Task<int> UseAsync(Screen screen, string? connection, string code, Func<Installation, LiveSurvey, Task<int>> command, CancellationToken cancel) => OpenInstallation.NeedAsync(screen, connection,
        async installation => await installation.Surveys.FindAsync(code, cancel) is { } survey ? await command(installation, survey) : screen.Problem(SurveyDesk.Unknown(code), ExitCode.NotFound), cancel);

    /// <summary>Shows the problems; a survey that isn't there is told apart.</summary>
    public static int Refuse(Screen screen, ImmutableArray<Problem> problems) =>
        screen.Problems(problems, problems.Any(problem => problem.Code == "survey.unknown") ? ExitCode.NotFound : ExitCode.Problems);

    /// <summary>Says what was put together or left out so that nobody can be known.</summary>
    public static void TellHidden(Screen screen, SmallGroups hidden)
    {
        foreach (var (unit, strata) in hidden.Merged)
            screen.Remark(new($"{unit}: gộp {strata} tầng quá ít phiếu thành tầng “{SmallGroups.Together}”.", $"{unit}: {strata} strata with too few answers were put together as “{SmallGroups.Together}”."));
        if (!hidden.LeftOut.IsEmpty)
            screen.Remark(new($"Quá ít phiếu nên không đưa ra: {string.Join(", ", hidden.LeftOut)}.", $"Left out because of too few answers: {string.Join(", ", hidden.LeftOut)}."));
    }
}
