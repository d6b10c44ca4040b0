namespace ChiSo.Application.Surveys.Collection;

/// <summary>Does in one go what many ask for at the same moment: while one go runs, the next gathers. Whoever asks is answered when the go with theirs is over, so nothing is answered before it is done.</summary>
/// <param name="mostTogether">The most that go together.</param>
/// <param name="how"><see cref="TaskCreationOptions.LongRunning"/> for goes that hold their thread while a disk writes.</param>
/// <param name="go">One answer for each that is asked, in the same order. When it throws, everybody in the go learns of it.</param>
internal sealed class Gathering<TAsked, TGot>(int mostTogether, TaskCreationOptions how, Func<IReadOnlyList<TAsked>, Task<IReadOnlyList<TGot>>> go)
{
    private readonly Lock guard = new();
    private readonly Queue<(TAsked Asked, TaskCompletionSource<TGot> Done)> waiting = new();
    private bool runs;

    /// <summary>Ends when the go is over; what was asked is done even when nobody waits for it any more.</summary>
    public Task<TGot> AskAsync(TAsked asked)
    {
        var done = new TaskCompletionSource<TGot>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (guard)
        {
            waiting.Enqueue((asked, done));
            if (runs)
                return done.Task;
            runs = true;
        }

        using (ExecutionContext.SuppressFlow()) // one go serves many: nothing of who asked first goes with it
            _ = Task.Factory.StartNew(RunAsync, CancellationToken.None, how, TaskScheduler.Default);
        return done.Task;
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } together)
            await GoAsync(together);
    }

    private List<(TAsked Asked, TaskCompletionSource<TGot> Done)> Next()
    {
        var together = new List<(TAsked, TaskCompletionSource<TGot>)>();
        lock (guard)
        {
            while (together.Count < mostTogether && waiting.TryDequeue(out var one))
                together.Add(one);
            runs = together.Count > 0;
        }

        return together;
    }

    private async Task GoAsync(List<(TAsked Asked, TaskCompletionSource<TGot> Done)> together)
    {
        try
        {
            var got = await go([.. together.Select(one => one.Asked)]);
            foreach (var (at, one) in together.Index())
                one.Done.SetResult(got[at]);
        }
        catch (Exception failure) // whatever it is, each of those who wait must learn of it
        {
            foreach (var one in together)
                one.Done.TrySetException(failure);
        }
    }
}
