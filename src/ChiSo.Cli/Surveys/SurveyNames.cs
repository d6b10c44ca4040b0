using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Cleaning;
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

    /// <summary>The same on one that was closed: while answers come nobody reads them, nor figures made of them.</summary>
    public static Task<int> UseClosedAsync(Screen screen, string? connection, string code, Func<Installation, LiveSurvey, Task<int>> command, CancellationToken cancel) => UseAsync(screen, connection, code,
        (installation, survey) => survey.IsClosed ? command(installation, survey) : Task.FromResult(screen.Problem(SurveyProblems.StillCollecting(code), ExitCode.Problems)), cancel);

    public static Option<string?> Sizes(SharedOptions shared) => shared.Option("--sizes", new("BẢNG", "TABLE"), new("CSV hoặc Excel với cột unit, stratum (nếu có), people: số người của mỗi nhóm, để tính trọng số.", "CSV or Excel with the columns unit, stratum (if any), people: how many each group has, for weights."));

    /// <summary>Which weights an index was computed with.</summary>
    public static void TellWeights(Screen screen, bool weighsPeople) => screen.Remark(weighsPeople
        ? new("Trọng số: số người ÷ số phiếu của tầng.", "Weights: people ÷ answers of the stratum.")
        : new("Trọng số: mọi phiếu của một đơn vị như nhau.", "Weights: all answers of a unit weigh alike."));

    /// <summary>Whether people of the strata are given by a file, or known from the frame of the sample.</summary>
    public static bool WeighsPeople(string? sizes, CountedAnswers counted) => sizes is not null || counted.Sample.Sizes is not null;

    /// <summary>The index of the answers that count, small groups hidden.</summary>
    /// <param name="sizes">The file of sizes; <c>null</c> for what is known of the sample.</param>
    public static async Task<ComputedIndex> IndexAsync(Installation installation, LiveSurvey survey, string? sizes, CancellationToken cancel)
    {
        var counted = await installation.Counting.ReadAsync(survey, cancel);
        var (shown, read) = (counted.Shown(survey), ReadSizes(sizes));
        return new(shown.Hidden, read.TryGet(out var known) ? shown.Index(survey, known.Sizes) : read.Problems, counted);
    }

    /// <returns>No sizes where no file is given.</returns>
    public static Result<(GroupSizes? Sizes, bool AreGiven)> ReadSizes(string? path)
    {
        if (path is null)
            return (null, false);
        var read = GroupSizes.Read(path);
        return read.TryGet(out var known) ? (known, true) : read.Problems;
    }

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

/// <param name="Counted">Which answers entered.</param>
internal sealed record ComputedIndex(SmallGroups Hidden, Result<ImmutableArray<UnitIndex>> Figures, CountedAnswers Counted);
