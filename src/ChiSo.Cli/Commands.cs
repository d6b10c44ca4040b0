using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using ChiSo.Cli.Appraisal;
using ChiSo.Cli.Audit;
using ChiSo.Cli.Backups;
using ChiSo.Cli.Database;
using ChiSo.Cli.People;
using ChiSo.Cli.Publication;
using ChiSo.Cli.Results;
using ChiSo.Cli.Rounds;
using ChiSo.Cli.Serving;
using ChiSo.Cli.Surveys;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli;

/// <summary>The commands, in the order help lists them.</summary>
internal static class Commands
{
    public static RootCommand Root(SharedOptions shared, Help help)
    {
        var root = new RootCommand(shared.Say(new(
            "ChiSo tính, giải thích và công bố chỉ số cải cách hành chính hằng năm của một tỉnh, thành phố.",
            "ChiSo computes, explains and publishes the yearly administrative reform index of a province.")));
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        root.Options.Add(new HelpOption("--help", "-h", "-?") { Description = shared.Say(new("Xem hướng dẫn.", "Show this help.")), Action = help });
        root.Options.Add(new VersionOption("--version") { Description = shared.Say(new("Xem phiên bản.", "Show the version.")) });
        root.Directives.Clear();
        root.Directives.Add(new SuggestDirective());
        shared.AddTo(root);
        foreach (var command in All(shared))
            root.Subcommands.Add(command);
        return root;
    }

    private static IEnumerable<Command> All(SharedOptions shared) =>
    [
        ComputeCommand.Create(shared),
        CheckCommand.Create(shared),
        ExplainCommand.Create(shared),
        CompareCommand.Create(shared),
        ImportCommand.Create(shared),
        ExportCommand.Create(shared),
        AmendCommand.Create(shared),
        CalendarCommand.Create(shared),
        GuidanceCommand.Create(shared),
        RehearseCommand.Create(shared),
        FreezeCommand.Create(shared),
        RecomputeCommand.Create(shared),
        DoctorCommand.Create(shared),
        ServeCommand.Create(shared),
        MigrateCommand.Create(shared),
        BackupCommand.Create(shared),
        VerifyBackupCommand.Create(shared),
        RestoreCommand.Create(shared),
        AuditCommand.Create(shared),
        UnitsCommand.Create(shared),
        SurveyCommand.Create(shared),
    ];
}
