using System.Collections.Immutable;
using ChiSo.Engine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChiSo.Cli.Terminal;

/// <summary>What a command shows: tables and sentences for people, or one JSON document for programs.</summary>
internal sealed class Screen
{
    private readonly Streams streams;
    private readonly IAnsiConsole people;
    private readonly IAnsiConsole remarks;

    /// <param name="json">Whether results and problems are printed as JSON.</param>
    public Screen(Streams streams, Language language, bool json)
    {
        (this.streams, Language, IsJson) = (streams, language, json);
        people = ConsoleOn(streams.Out, streams.OutIsTerminal);
        remarks = ConsoleOn(streams.Error, streams.ErrorIsTerminal);
    }

    public Language Language { get; }

    public bool IsJson { get; }

    public string Say(Words words) => words.In(Language);

    /// <summary>One JSON document on the output. Only for commands called with <c>--json</c>.</summary>
    public void Document<T>(T value) => Raw(Json.Of(value));

    /// <summary>Text as it is.</summary>
    public void Raw(string text) => streams.Out.WriteLine(text.TrimEnd('\n'));

    public void Title(string text) => people.MarkupLineInterpolated($"[bold]{text}[/]");

    public void Line(string text) => people.WriteLine(text);

    public void Line(Words words) => Line(Say(words));

    public void Show(IRenderable table) => people.Write(table);

    /// <summary>A sentence beside the results: what was written, what is still to do. Kept apart so that results can be piped.</summary>
    public void Remark(Words words)
    {
        if (!IsJson)
            remarks.WriteLine(Say(words));
    }

    /// <summary>Every problem with its place, rule and remedy; returns the code for "problems in the input".</summary>
    public int Problems(ImmutableArray<Problem> problems, ExitCode code = ExitCode.Problems)
    {
        if (IsJson)
            Document(new { Problems = problems });
        else
            ProblemList.Write(remarks, problems, Language);
        return (int)code;
    }

    public int Problem(Problem problem, ExitCode code) => Problems([problem], code);

    /// <summary>Runs long work with a bar where a person watches, silently elsewhere.</summary>
    public async Task<T> WorkAsync<T>(Words doing, Func<Task<T>> work)
    {
        if (!streams.ErrorIsTerminal || IsJson)
            return await work();
        return await remarks.Progress().AutoClear(enabled: true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                progress.AddTask(Markup.Escape(Say(doing))).IsIndeterminate = true;
                return await Task.Run(work);
            });
    }

    /// <summary>Works through a list with a bar that says how far it is.</summary>
    public async Task EachAsync<T>(Words doing, IReadOnlyCollection<T> items, Func<T, Task> work)
    {
        if (!streams.ErrorIsTerminal || IsJson)
        {
            foreach (var item in items)
                await work(item);
            return;
        }

        await remarks.Progress().AutoClear(enabled: true).StartAsync(async progress =>
        {
            var task = progress.AddTask(Markup.Escape(Say(doing)), maxValue: items.Count);
            foreach (var item in items)
            {
                await work(item);
                task.Increment(1);
            }
        });
    }

    private IAnsiConsole ConsoleOn(TextWriter writer, bool terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = streams.Width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
