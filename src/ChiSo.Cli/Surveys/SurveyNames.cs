using System.Collections.Immutable;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Surveys;

/// <summary>What commands on open surveys share.</summary>
internal static class SurveyNames
{
    public static Words Survey { get; } = new("CUỘC-KHẢO-SÁT", "SURVEY");

    public static Words SurveyMeaning { get; } = new("Mã cuộc khảo sát.", "The code of the survey.");

    /// <summary>Shows the problems; a survey that isn't there is told apart.</summary>
    public static int Refuse(Screen screen, ImmutableArray<Problem> problems) =>
        screen.Problems(problems, problems.Any(problem => problem.Code == "survey.unknown") ? ExitCode.NotFound : ExitCode.Problems);
}
